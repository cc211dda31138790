"""One module per lesson: its experiment, its compute, its figures."""
