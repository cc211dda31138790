"""The pictures of the lesson on activation functions, one a file."""
