"""The mathematics: NumPy alone, no web, no drawing."""
