"""Figures in motion: what the clock shows at a step, and the frames of an animation."""
