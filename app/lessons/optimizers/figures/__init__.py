"""The figures of the optimizers lesson, pure functions of their experiment."""
