"""The figures of ``why-loss``, one file each, pure functions of their experiment."""
