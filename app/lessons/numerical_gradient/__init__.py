"""The lesson ``numerical-gradient``: a derivative by differences, and how small h may be."""
