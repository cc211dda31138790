"""The lesson ``losses``: how wrong an estimate is, as a number, by two measures."""
