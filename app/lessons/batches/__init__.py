"""The lesson ``batches``: many pictures in one matrix product, timed on this server."""
