"""The lesson ``softmax``: scores become shares, and a constant keeps their powers in the floats."""
