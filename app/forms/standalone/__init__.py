"""A figure as one file that opens from disk: all that it needs is in it, its knob included."""
