"""Gradscape makes gradient descent visible."""

__version__ = "0.2.0"
