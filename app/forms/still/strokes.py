"""Plotly's named dashes, as every drawing of a figure without a browser reads them."""

#: The lengths of dash and gap, in widths of the line.
DASHES = {
    "dot": (1, 1),
    "dash": (3, 3),
    "longdash": (5, 5),
    "dashdot": (3, 1, 1, 1),
    "longdashdot": (5, 2, 1, 2),
}
