"""The lesson ``descent``: what gradient descent does as the learning rate turns."""
