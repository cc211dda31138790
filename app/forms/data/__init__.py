"""The data, the words and the program of a figure, as files carry them."""
