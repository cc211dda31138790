"""The lesson ``learning-rate``: a rate too small, a right one, one too large, and the edge."""
