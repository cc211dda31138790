"""The figures of the descent lesson, one file each, pure functions of their experiment."""

from app.lessons.descent.figures.basins import draw_basins
from app.lessons.descent.figures.convergence import draw_convergence
from app.lessons.descent.figures.descent import draw_descent
from app.lessons.descent.figures.map import draw_map
from app.lessons.descent.figures.surface import draw_surface
from app.lessons.descent.figures.sweep import draw_sweep

#: What draws each figure, by the name in its address.
DRAWN = {
    "descent": draw_descent,
    "surface": draw_surface,
    "convergence": draw_convergence,
    "field": draw_map,
    "sweep": draw_sweep,
    "basins": draw_basins,
}
