"""One module a family of measures; each has ``rows(quick)``."""
