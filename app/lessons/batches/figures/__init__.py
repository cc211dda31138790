"""The figures of ``batches``, one file each, pure functions of their experiment."""
