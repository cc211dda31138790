"""The lesson ``mini-batch``: a part of the data estimates the gradient of the whole."""
