"""The figures of the lesson, one a module."""
