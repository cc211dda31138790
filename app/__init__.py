"""Gradscape makes gradient descent visible."""

__version__ = "0.1.0"
