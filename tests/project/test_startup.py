"""What a start does not wait for: each of these is loaded when it is first used."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

#: Packages and modules of the standard library that take long to load, or hold much.
LATER = {
    "PIL",
    "brotli",
    "contourpy",
    "fontTools",
    "jinja2",
    "latex2mathml",
    "lxml",
    "matplotlib",
    "plotly",
    "pptx",
    "scipy",
    "segno",
    "sympy",
    "tomllib",
    "xlsxwriter",
    "ziafont",
    "ziamath",
}
PROGRAM = """
import sys
import app.serve, app.main
app.main.app.build_middleware_stack()
print(*sorted({name.partition(".")[0] for name in sys.modules}))
from app.lessons.reading import Query
def built(model):
    yield from (each for each in model.__subclasses__() if each.__pydantic_complete__)
    for each in model.__subclasses__():
        yield from built(each)
print(*{model.__name__ for model in built(Query)})
"""


def test_a_start_loads_nothing_that_can_wait() -> None:
    made = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded, built = (set(line.split()) for line in f"{made.stdout}\n".split("\n")[:2])
    assert {"app", "numpy", "fastapi", "orjson"} <= loaded
    assert loaded & LATER == set()
    assert built == set(), "no query's model is built before it is read"
