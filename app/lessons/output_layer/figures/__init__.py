"""The pictures of the lesson on the output layer."""
