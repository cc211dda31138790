"""What a link to the lesson may hold: a function, a place, and how the arrows are drawn."""

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from app.lessons.board import BoardQuery
from app.lessons.queries import Domain, Function, FunctionQuery, Start
from app.lessons.reading import Fault
from app.lessons.scene import Scene, scene

#: A place farther out than this has squares that leave the floats.
_FAR = 1e150


class GradientFieldExperiment(BoardQuery, FunctionQuery):
    """Every key that the page and its figures understand."""

    f: Function = "x**2/20 + y**2"
    point: Annotated[
        Start, Field(description="The place whose arrow is told; the function's own if left out.")
    ] = None
    arrows: Annotated[
        Literal["downhill", "uphill"],
        Field(description="Arrows along minus the gradient, or along the gradient."),
    ] = "downhill"
    lengths: Annotated[
        Literal["true", "equal"],
        Field(description="Arrows as long as the gradient, or all of one length."),
    ] = "true"
    domain: Domain = None

    def faults_together(self) -> Iterable[Fault]:
        yield from super().faults_together()
        if self.point is None:
            return
        dimension = self.found.objective.dimension
        if len(self.point) != dimension:
            yield Fault("point", f"gradient-field.fault.point{dimension}", {})
        elif any(abs(part) > _FAR for part in self.point):
            yield Fault("point", "gradient-field.fault.far", {})

    @property
    def scene(self) -> Scene:
        """Function, domain, and the place as the scene's start."""
        return scene(self.found, self.domain, self.point)

    @property
    def sign(self) -> float:
        """−1 where arrows point downhill, 1 where they point uphill."""
        return -1.0 if self.arrows == "downhill" else 1.0
