"""The lesson ``preprocessing``: normalised data make a bowl of what was a ravine."""
