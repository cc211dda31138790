"""The kernel of a function and a rule: the JavaScript module that a page computes runs with."""

from collections.abc import Iterable
from typing import Annotated
from urllib.parse import urlencode

from pydantic import Field

from app.catalogue.optimizers import OPTIMIZERS
from app.core.kernel.javascript import module_text
from app.lessons.queries import FunctionQuery
from app.lessons.reading import Fault

PATH = "/api/kernel.js"


class KernelQuery(FunctionQuery):
    """The query of /api/kernel.js."""

    optimizer: Annotated[
        str,
        Field(description="The update rule.", json_schema_extra={"enum": list(OPTIMIZERS)}),
    ] = "gradient_descent"

    def faults_together(self) -> Iterable[Fault]:
        yield from super().faults_together()
        if self.optimizer not in OPTIMIZERS:
            yield Fault("optimizer", "query.choice", {"allowed": ", ".join(OPTIMIZERS)})

    def module(self) -> str:
        """The text of the module."""
        return module_text(self.found.objective, OPTIMIZERS[self.optimizer])


def kernel_address(f_text: str, optimizer_name: str) -> str:
    """The address of the module of a function, by name or formula, and of a rule, by name."""
    items = {"f": f_text, "optimizer": optimizer_name}
    return f"{PATH}?{urlencode(items, safe=',*/()')}"
