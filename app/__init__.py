"""Gradscape makes gradient descent visible."""

__version__ = "0.4.0"
