"""The lesson ``why-loss``: accuracy is a staircase, the loss is a slope."""
