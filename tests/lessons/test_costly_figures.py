"""What is dear is computed once: the themes of a figure, and the stops of a knob, share it."""

from typing import Any

import pytest

from app.lessons.descent.figures import basins, sweep
from app.lessons.palette import THEMES
from app.lessons.reading import read
from app.lessons.registry import FIGURES


@pytest.mark.parametrize(
    "name, module, work, rates, times",
    [("sweep", sweep, "swept", ("0.11", "0.12"), 1), ("basins", basins, "basins", ("0.11",), 1),
     ("basins", basins, "basins", ("0.13", "0.14"), 2)],
)  # fmt: skip
def test_it_is_computed_once_for_all_themes(
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    module: Any,
    work: str,
    rates: tuple[str, ...],
    times: int,
) -> None:
    calls = 0
    own = getattr(module, work)

    def counted(*given: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        return own(*given, **named)

    monkeypatch.setattr(module, work, counted)
    figure = FIGURES[name]
    for rate in rates:
        items = [("f", "x**2/7 + y**2"), ("learning_rate", rate), ("steps", "13"), ("n", "9")]
        experiment, problems = read(figure.experiment, items, "en")
        assert not problems
        for theme in THEMES:
            figure.draw(experiment, "en", theme)
    assert calls == times
