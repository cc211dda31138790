"""Figures as slides of a PowerPoint presentation."""
