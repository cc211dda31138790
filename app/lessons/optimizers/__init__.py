"""The lesson ``optimizers``: up to four rules race on one map, each at its own rate."""
