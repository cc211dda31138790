"""The figures of the lesson ``preprocessing``, one file each."""
