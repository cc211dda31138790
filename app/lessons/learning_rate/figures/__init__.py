"""The figures of the learning-rate lesson, pure functions of their experiment."""
