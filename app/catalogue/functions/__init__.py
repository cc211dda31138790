"""The objectives of the catalogue, in the order in which a list shows them.

A new function is one `FunctionEntry` in the file of its family; nothing else names it.
"""

from app.catalogue.functions.bowls import BOWLS
from app.catalogue.functions.entry import FunctionEntry
from app.catalogue.functions.few_minima import FEW_MINIMA
from app.catalogue.functions.many_minima import MANY_MINIMA
from app.catalogue.functions.one_variable import ONE_VARIABLE
from app.catalogue.functions.saddles import SADDLES
from app.catalogue.functions.valleys import VALLEYS

_FAMILIES = (BOWLS, ONE_VARIABLE, VALLEYS, FEW_MINIMA, MANY_MINIMA, SADDLES)

FUNCTIONS: dict[str, FunctionEntry] = {
    entry.name: entry for family in _FAMILIES for entry in family
}

__all__ = ["FUNCTIONS", "FunctionEntry"]
