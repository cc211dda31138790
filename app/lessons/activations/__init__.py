"""The lesson on activation functions: what a small change of x does to the answer."""
