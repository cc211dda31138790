"""The lesson on the output layer: the same scores as numbers and as shares of classes."""
