"""What the browser computes of a descent equals the server's: outcomes, pages, figures alone."""

import base64
import json
import math
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl, urlencode

import numpy as np
from playwright.sync_api import Page

from app.catalogue.functions import FUNCTIONS
from app.catalogue.languages import messages
from app.catalogue.lookup import find
from app.catalogue.optimizers import OPTIMIZERS
from app.core.descent import Slopes, descend, walk
from app.core.outcome import KINDS
from app.forms.encoding import encode
from app.forms.page_json import page_json
from app.lessons.descent.experiment import DescentExperiment
from app.lessons.descent.lesson import LESSON
from app.lessons.descent.view import view
from app.lessons.kernels import kernel_address
from app.lessons.reading import read
from app.lessons.scene import scene
from app.lessons.sentences import outcome_sentence
from app.lessons.staged import staged

#: Functions of one variable and two, with saddles, kinks, poles, plateaus and no bottom.
OWN = (
    "x**2",
    "x**4 - x**2",
    "x**3",
    "exp(-x)",
    "abs(x)",
    "1/x",
    "log(x)",
    "x**2 - y**2",
    "x**2 + y**2",
    "abs(x) + abs(y)",
    "sqrt(x) + y**2",
    "-x**2 - y**2",
    "3 + 0*x + 0*y",
)
RATES = (1e-6, 0.003, 0.1, 0.9, 1.0, 1.1, 10.0, 1e150)


def _cases() -> Iterator[dict[str, Any]]:
    """Experiments of every kind: the rules and the rates are taken in turn."""
    rules = list(OPTIMIZERS)
    for turn, f in enumerate((*FUNCTIONS, *OWN)):
        for j in range(4):
            name = rules[(turn * 4 + j) % len(rules)]
            for k in range(3):
                yield {
                    "f": f,
                    "optimizer": name,
                    "rate": RATES[(3 * turn + j + 5 * k) % len(RATES)],
                    "steps": (0, 1, 7, 60, 100, 200)[(turn + j + k) % 6],
                    "h": (None, None, (1e-4, 1e-12, 3.0)[turn % 3])[(j + k) % 3],
                }
    round_bowl = {"f": "x**2 + y**2", "optimizer": "gradient_descent", "steps": 100}
    for rate in (10, 1e-10, 1.0, 0.5):
        for h in (None, 1e-4):
            yield {**round_bowl, "rate": rate, "h": h, "start": (-3.0, 4.0)}
    yield {**round_bowl, "rate": 0.3, "h": 1e-4, "start": (3e12, 1e12), "steps": 4}
    for start in ((0.0, 0.0), (1e-9, 0.0), (5e200, 3.0)):
        yield {**round_bowl, "f": "x**2 - y**2", "rate": 0.1, "h": None, "start": start}


JUDGE = """async (data) => {
  const [{judge}, {outcomeSentence}, {phrases}] = await Promise.all(
    ["judge", "sentences", "phrases"].map((name) => import(`/static/js/live/${name}.js`)));
  const {cases, words} = JSON.parse(data);
  const say = phrases(words);
  const found = [];
  for (const {address, domain, minima, points, values, clean, left, h} of cases) {
    const kernel = await import(address);
    const walk = {count: points.length, points: Float64Array.from(points.flat().map(Number)),
      values: Float64Array.from(values.map(Number)), left,
      clean: Float64Array.from(clean.flat().map(Number))};
    const outcome = judge({kernel, domain, minima, walk, h});
    found.push([outcome, outcomeSentence({...walk, outcome, kernel}, say)]);
  }
  return found;
}"""


def _texts(values: Any) -> list[str]:
    return [repr(float(v)).replace("inf", "Infinity") for v in np.ravel(values)]


def test_outcomes_are_judged_as_on_the_server(new_page: Callable[..., Page]) -> None:
    cases: list[dict[str, Any]] = []
    expected: list[list[Any]] = []
    for case in _cases():
        place = scene(find(case["f"]), None, case.get("start"))
        rule = OPTIMIZERS[case["optimizer"]].rule(learning_rate=case["rate"])
        slopes, steps = Slopes(case["h"]), case["steps"]
        walked = walk(place.objective, rule, place.start, steps, slopes)
        made = descend(
            place.objective,
            rule,
            place.start,
            steps,
            domain=place.domain,
            minima=place.minima,
            slopes=slopes,
        )
        cases.append(
            {
                "domain": place.domain,
                "minima": place.minima,
                "address": kernel_address(case["f"], case["optimizer"]),
                "h": case["h"],
                "points": [_texts(p) for p in walked.points],
                "values": _texts(made.values),
                "clean": [_texts(g) for g in walked.clean],
                "left": None if walked.left is None else [0],
            }
        )
        expected.append([made.outcome._asdict(), outcome_sentence(made, place, "en")])
    page = new_page()
    page.goto("/en/")
    found = page.evaluate(JUDGE, json.dumps({"cases": cases, "words": messages("en")}))
    assert {outcome["kind"] for outcome, _ in expected} == set(KINDS)
    assert found == expected


#: A page as it stands, and what a hand does to it from there.
WALKS: dict[str, tuple[str, ...]] = {
    "": (
        *(
            f"learning_rate={rate}"
            for rate in ("0.001", "0.1", "0.5", "0.95", "1", "1.0", "1.1", "3", "1e5", "1e200")
        ),
        "start=3,4",
        "start=0,0",
        "start=20,1",
        "steps=0",
        "steps=1",
        "steps=400",
        "steps=1500",
        "gradient=numerical",
        "gradient=numerical&h=0.5",
        "start=-7,0&learning_rate=10",
        "start=0,2&learning_rate=0.5",
    ),
    "f=x**2%2By**2&start=-3,4&steps=100": (
        "learning_rate=10&gradient=numerical",
        "learning_rate=10",
        "learning_rate=0.5",
        "learning_rate=1",
        "learning_rate=1e-10",
        "learning_rate=10&gradient=numerical&h=1e-9",
    ),
    "f=rosenbrock": (
        "learning_rate=0.0001",
        "learning_rate=0.001",
        "learning_rate=0.003",
        "learning_rate=0.02",
        "start=1,1",
        "steps=2000",
    ),
    "f=rosenbrock&optimizer=adam": (
        "beta1=0.5",
        "beta2=0.9&learning_rate=0.3",
        "epsilon=1",
        "steps=7",
        "learning_rate=1e-9",
    ),
    "f=himmelblau&steps=200": (
        "learning_rate=0.01",
        "learning_rate=0.02",
        "learning_rate=0.05",
        "start=-3,3",
        "start=3,-2",
        "learning_rate=0.5",
    ),
    "f=rastrigin": ("learning_rate=0.001", "learning_rate=0.01", "start=0.1,0.1"),
    "optimizer=momentum": (
        "momentum=0.5",
        "momentum=0",
        "momentum=0.99",
        "dampening=0.5",
        "dampening=1",
        "weight_decay=0.1",
        "learning_rate=3",
        "learning_rate=5",
    ),
    "optimizer=nesterov": ("momentum=0.3", "learning_rate=2", "momentum=0.99&learning_rate=0.1"),
    "f=x**4&start=3": (
        "learning_rate=0.01",
        "learning_rate=0.5",
        "start=0",
        "start=-30",
        "learning_rate=1e-7",
        "steps=1000",
    ),
    "f=x**3&start=2": ("learning_rate=0.1", "start=-1", "start=0"),
    "f=1/x": ("learning_rate=0.1", "start=0", "start=2", "learning_rate=50"),
    "f=abs(x)": ("learning_rate=0.5", "learning_rate=0.3", "start=0"),
    "f=x**2-y**2": ("start=0,0", "start=1,0", "learning_rate=0.1&steps=300"),
    "f=2*x**2-x*y%2By**2-x%2B3": (
        "learning_rate=0.1",
        "learning_rate=0.46",
        "learning_rate=0.5",
        "start=1,1",
    ),
    "f=(x-3)**2%2B9*(y%2B5)**2": ("learning_rate=0.1", "learning_rate=0.11", "learning_rate=0.2"),
    "f=3%2B0*x%2B0*y": ("learning_rate=0.1", "start=1,2"),
    "f=sqrt(x)%2By**2": ("learning_rate=5", "start=0.1,1"),
    "noise=0.3": ("noise=1", "learning_rate=0.2", "steps=30", "noise=0.3&steps=60"),
    "pinned=learning_rate%3D0.5": (
        "learning_rate=0.5",
        "learning_rate=0.95",
        "learning_rate=1.1",
        "start=1,1",
        "steps=100",
        "gradient=numerical",
        "noise=0",
    ),
    "f=himmelblau&pinned=f%3Dhimmelblau%26optimizer%3Dmomentum%26momentum%3D0.5": (
        "learning_rate=0.01",
        "learning_rate=0.3",
        "start=1,1",
    ),
    "f=x**2-x&pinned=f%3Dx**2-x%26learning_rate%3D0.1": (
        "learning_rate=0.2",
        "learning_rate=2",
        "learning_rate=0.9",
    ),
    "pinned=f%3Drosenbrock": ("learning_rate=0.5",),
    "domain=-1,1,-1,1&arrows=uphill&view=surface&panel=sweep": (
        "learning_rate=0.5",
        "start=0.5,0.5",
        "view=contour&learning_rate=0.3",
    ),
    "optimizer=newton&f=rosenbrock": ("damping=1", "learning_rate=0.5"),
    "optimizer=line_search&f=rosenbrock": ("shrink=0.9", "learning_rate=0.5"),
    "optimizer=adamw": ("amsgrad=true", "amsgrad=false&weight_decay=0.3"),
    "f=x^2%2By^2": ("learning_rate=0.3", "start=50,0"),
}
MOVE = """async (data) => {
  const [{prepare}, {Query}, {unpacked}] = await Promise.all(
    ["live/descent", "state", "unpack"].map((name) => import(`/static/js/${name}.js`)));
  const written = (_, v) => (typeof v === "number" && !Number.isFinite(v) ? String(v) : v);
  const found = [];
  for (const [view, queries] of JSON.parse(data)) {
    const move = await prepare(view);
    for (const query of queries) {
      const moved = move(new Query(query), unpacked(view))?.view ?? null;
      found.push(JSON.stringify(moved, written));
    }
  }
  return found;
}"""


def _moved(base: str, change: str) -> str:
    items = dict(parse_qsl(base)) | dict(parse_qsl(change))
    return urlencode(items, safe=",*/()")


def _server(query: str, lang: str) -> dict[str, Any]:
    items = parse_qsl(query)
    experiment, problems = read(DescentExperiment, items, lang, blanks=True)
    answer: dict[str, Any] = json.loads(page_json(view(experiment, problems, items, lang)))
    return answer


def _plain(value: Any) -> Any:
    """Typed arrays as lists, floats that are not finite as texts."""
    if isinstance(value, dict) and "bdata" in value:
        shape = [int(n) for n in str(value.get("shape", "-1")).split(",")]
        array = np.frombuffer(base64.b64decode(value["bdata"]), "<f8").reshape(shape)
        return _finite(array.tolist())
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    return value


def _finite(value: Any) -> Any:
    if isinstance(value, list):
        return [_finite(part) for part in value]
    return (
        value
        if math.isfinite(value)
        else repr(value).replace("inf", "Infinity").replace("nan", "NaN")
    )


def _differences(ours: Any, theirs: Any, at: str = "") -> Iterator[str]:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in ours.keys() | theirs.keys():
            yield from _differences(
                ours.get(key, "absent"), theirs.get(key, "absent"), f"{at}.{key}"
            )
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for k, (a, b) in enumerate(zip(ours, theirs, strict=True)):
            yield from _differences(a, b, f"{at}[{k}]")
    elif isinstance(ours, float | int) and isinstance(theirs, float | int):
        if not math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-12):
            yield f"{at}: {ours!r} {theirs!r}"
    elif ours != theirs:
        yield f"{at}: {ours!r} {theirs!r}"


def test_a_move_equals_the_answer_of_the_server(new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.goto("/en/")
    for lang in ("ko", "en"):
        walks = [
            (_server(base, lang), [_moved(base, c) for c in changes])
            for base, changes in WALKS.items()
        ]
        found = page.evaluate(MOVE, json.dumps(walks))
        queries = [query for _, queries in walks for query in queries]
        wrong = {}
        for query, text in zip(queries, found, strict=True):
            ours, theirs = json.loads(text), _plain(_server(query, lang))
            for one in (ours or {}, theirs):
                # The listing, and what it takes to go on from there, come at rest.
                one.pop("program", None)
                one.pop("live", None)
            if differences := list(_differences(ours, theirs)):
                wrong[query] = differences[:6]
        assert wrong == {}
    _figures_on_their_own(page)


#: Figures away from their page, and what a hand does to them.
STAGED = {
    ("descent", ""): ("learning_rate=1", "start=1,1", "steps=10", "learning_rate=1.1&steps=200"),
    ("descent", "pinned=learning_rate%3D0.5"): ("learning_rate=0.3",),
    ("descent", "f=himmelblau&pinned=f%3Dbowl"): ("learning_rate=0.01",),
    ("convergence", "f=rosenbrock&optimizer=adam"): ("beta1=0.5", "learning_rate=0.1"),
    ("surface", "f=himmelblau"): ("learning_rate=0.02", "start=-3,-3"),
}


def _staged(figure: str, query: str, lang: str) -> dict[str, Any]:
    found = next(each for each in LESSON.figures if each.name == figure)
    items = parse_qsl(query)
    experiment, problems = read(found.experiment, items, lang, blanks=True)
    answer: dict[str, Any] = json.loads(encode(staged(found, experiment, problems, items, lang)))
    return answer


def _figures_on_their_own(page: Page) -> None:
    walks = [
        (_staged(name, base, "ko"), [_moved(base, change) for change in changes])
        for (name, base), changes in STAGED.items()
    ]
    found = iter(page.evaluate(MOVE, json.dumps(walks)))
    for (name, base), changes in STAGED.items():
        for change in changes:
            ours, theirs = json.loads(next(found)), _staged(name, _moved(base, change), "ko")
            for one in (ours, theirs):
                # The address is the business of who shows the view.
                del one["live"], one["address"]
            assert list(_differences(ours, theirs)) == [], (name, base, change)
