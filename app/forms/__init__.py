"""One module per form that a figure can take."""
