"""Whole lectures as files: a presentation, a document, one page that needs no network."""
