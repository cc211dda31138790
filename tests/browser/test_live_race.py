"""The race and the arrow under a finger, computed in the page as the server would have."""

import base64
import json
import math
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl

import numpy as np
from playwright.sync_api import Page, expect

from app.lessons.reading import read
from app.lessons.registry import LESSONS

#: What each view is moved from, and the queries that it is moved to.
RACES = {
    "": (
        "factor=1.1 factor=10 factor=100 factor=0.01 factor=1e300 steps=0 steps=1 steps=300 "
        "steps=1000&factor=1.0526 beta=0 beta=0.99 watch=a watch=b scale=100 scale=0.001 "
        "start=-7,2&factor=0.9 start=0,0 a_learning_rate=0.5&d_learning_rate=3 "
        "b_settings=momentum=0.5,weight_decay=0.1 c_settings=lr_decay:0.1 theme=dark&factor=0.7 "
        "steps=7&factor=2.5&scale=7 d_settings=beta1=0.5&b_settings=dampening=1"
    ),
    "fair=true": "fair=true&factor=1.5 fair=true&factor=3 fair=true&beta=0.3&watch=a",
    "f=rosenbrock&steps=200": "f=rosenbrock&steps=200&factor=1.3 f=rosenbrock&steps=99&factor=20",
    "a=newton&b=line_search&b_learning_rate=1000&c=none&d=none": (
        "a=newton&b=line_search&b_learning_rate=1000&c=none&d=none&factor=0.5 "
        "a=newton&b=line_search&c=none&d=none&steps=3"
    ),
    "a=nesterov&b=rmsprop&c=adadelta&d=lion&b_settings=centered%3Dtrue": (
        "a=nesterov&b=rmsprop&c=adadelta&d=lion&b_settings=centered%3Dtrue&factor=4 "
        "a=nesterov&b=rmsprop&c=adadelta&d=lion&factor=2"
    ),
    "a=amsgrad&b=nadam&c=radam&d=adamax": "a=amsgrad&b=nadam&c=radam&d=adamax&factor=2&steps=50",
    "f=double_well&steps=20": (
        "f=double_well&steps=20&factor=1.7 f=double_well&steps=20&factor=30 "
        "f=double_well&steps=20&start=0.3"
    ),
    "f=x**4%2By**2": (
        "f=x**4%2By**2&factor=0.5 f=x**4%2By**2&factor=9 f=x**4%2By**2&steps=0 "
        "f=x**4%2By**2&scale=3"
    ),
    "f=log(x)%2By**2&start=-1,1": (
        "f=log(x)%2By**2&start=1,1&factor=2 f=log(x)%2By**2&start=-1,1&factor=2"
    ),
    "a=momentum&b=momentum&c=none&d=none": (
        "a=momentum&b=momentum&c=none&d=none&factor=0.5 "
        "a=momentum&b=momentum&c=none&d=none&b_learning_rate=0.05"
    ),
}
FIELDS = {
    "": (
        "point=1,1 point=-7,0 point=0,0 point=3,-2&arrows=uphill lengths=equal&point=2,2 "
        "point=1e150,-1e150 point=1e-9,0 point=-0.001,0.001"
    ),
    "f=round_bowl": "f=round_bowl&point=1,2 f=round_bowl&point=0,0",
    "f=himmelblau&point=0,0": "f=himmelblau&point=1,1 f=himmelblau&point=-2,3&arrows=uphill",
    "f=saddle&point=0,0": "f=saddle&point=1,0.5&arrows=uphill f=saddle&point=0,1",
    "f=x**2%2B3*y**2%2Bx*y": (
        "f=x**2%2B3*y**2%2Bx*y&point=1,1 "
        "f=x**2%2B3*y**2%2Bx*y&point=-3,2&arrows=uphill&lengths=equal"
    ),
    "f=sin(x)*sin(y)": "f=sin(x)*sin(y)&point=1,-1 f=sin(x)*sin(y)&point=0,0",
    "f=abs(x)%2Babs(y)&point=0,1": (
        "f=abs(x)%2Babs(y)&point=1,1 f=abs(x)%2Babs(y)&point=2,0 f=abs(x)%2Babs(y)&point=0,0"
    ),
    "f=ackley": "f=ackley&point=0,0 f=ackley&point=1,0.5",
    "f=log(x)%2By**2&point=-1,1": "f=log(x)%2By**2&point=1,1 f=log(x)%2By**2&point=0,1",
    "f=double_well&point=0.15": "f=double_well&point=1.2 f=double_well&point=0",
    "f=abs(x)&point=0": "f=abs(x)&point=1 f=abs(x)&point=0",
    "domain=-1,1,-1,1&point=0.5,0.5": "domain=-1,1,-1,1&point=0.1,0.2",
}
#: What the page's wiring fills in, and what arrives with the server's answer at rest.
LEFT = ("query", "figures", "live", "program")
MOVE = """async ([script, base, queries]) => {
  const { prepare } = await import(`/static/js/live/${script}.js`);
  const { figures } = await import("/static/js/live/figures.js");
  const { Query } = await import("/static/js/state.js");
  const { view, drawn } = JSON.parse(base);
  const move = await prepare(view);
  const list = (key, value) => (ArrayBuffer.isView(value) ? Array.from(value) : value);
  return queries.map((query) => {
    const found = move(new Query(query), view);
    const pictures = found && Object.entries(drawn).map(([name, figure]) => [
      name, figures[figure.layout.meta.live.figure](figure, found.runs, 0)]);
    return JSON.stringify(found && { view: found.view, drawn: Object.fromEntries(pictures) }, list);
  });
}"""


def told(lesson: str, query: str, lang: str) -> dict[str, Any]:
    """The server's view of a query, and its figures that a browser can draw anew."""
    entry, items = LESSONS[lesson], parse_qsl(query)
    experiment, problems = read(entry.experiment, items, lang, blanks=True)
    drawn = {
        each.name: each.draw(experiment, lang, "light")
        for each in entry.figures
        if each.name != "race-winners"
    }
    return {"view": entry.board(experiment, problems, items, lang), "drawn": drawn}


def finite(value: Any) -> Any:
    """A page's data as JSON carries it: null for what is not finite."""
    if isinstance(value, dict):
        return {key: finite(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [finite(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def unpacked(value: Any) -> Any:
    """A figure with its typed arrays as lists, and None for what is not finite."""
    if isinstance(value, dict) and "bdata" in value:
        kind = {"f4": np.float32, "f8": np.float64}[value["dtype"]]
        array = np.frombuffer(base64.b64decode(value["bdata"]), kind).astype(float)
        shape = [int(side) for side in value.get("shape", str(array.size)).split(",")]
        return unpacked(array.reshape(shape).tolist())
    if isinstance(value, dict):
        return {key: unpacked(each) for key, each in value.items() if each is not None}
    if isinstance(value, list | tuple):
        return [unpacked(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def unlike(ours: Any, theirs: Any, near: float, place: str = "") -> Iterator[str]:
    """Where two values differ by more than ``near``, as a share."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in sorted({*ours, *theirs}):
            yield from unlike(ours.get(key), theirs.get(key), near, f"{place}.{key}")
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for index, pair in enumerate(zip(ours, theirs, strict=True)):
            yield from unlike(*pair, near, f"{place}[{index}]")
    elif isinstance(ours, int | float) and isinstance(theirs, int | float):
        if abs(ours - theirs) > near * max(1e-6, abs(ours), abs(theirs)):
            yield f"{place}: {ours} for {theirs}"
    elif ours != theirs:
        yield f"{place}: {str(ours)[:90]} for {str(theirs)[:90]}"


def compare(page: Page, lesson: str, cases: dict[str, str]) -> None:
    """Hold every view and every figure that the page computes to the server's."""
    script = lesson.replace("-", "_")
    for turn, (base, queries) in enumerate(cases.items()):
        lang = ("en", "ko")[turn % 2]
        first = finite(told(lesson, base, lang))
        answers = page.evaluate(MOVE, [script, json.dumps(first), queries.split()])
        for query, answer in zip(queries.split(), answers, strict=True):
            found, asked = json.loads(answer), told(lesson, query, lang)
            assert found, query
            for view in (found["view"], asked["view"]):
                for key in LEFT:
                    view.pop(key)
            wrong = list(unlike(unpacked(found["view"]), unpacked(asked["view"]), 1e-9, "view"))
            for name, figure in found["drawn"].items():
                if figure is None or (name == "race" and "start=" in query):
                    continue  # left to the server; the map follows its start at rest
                server = unpacked(asked["drawn"][name])
                wrong += unlike(unpacked(figure), server, 3e-6, name)
            assert wrong == [], (lang, query)


def test_every_knob_of_a_race_gives_what_the_server_gives(new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.goto("/en/optimizers")
    compare(page, "optimizers", RACES)


def test_every_place_of_a_field_gives_what_the_server_gives(new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.goto("/en/gradient-field")
    compare(page, "gradient-field", FIELDS)


#: Moves a hand and tells whether the page has changed before the event is over.
AT_ONCE = """([what, turn]) => {
  const told = () => document.querySelector(what).textContent;
  const before = told();
  window[turn] = !window[turn];
  if (turn === "slid") {
    const knob = document.querySelector("[data-slider=factor]");
    knob.value = window.slid ? "120" : "230";
    knob.dispatchEvent(new Event("input", { bubbles: true }));
  } else {
    const map = document.querySelector("[data-figure=gradient-field] .drawing");
    const { left, top, width, height } = map.getBoundingClientRect();
    const at = { clientX: left + width * (window.pulled ? 0.3 : 0.7), clientY: top + height * 0.3 };
    const how = { bubbles: true, pointerType: "mouse", ...at };
    map.dispatchEvent(new PointerEvent("pointermove", how));
  }
  return told() !== before;
}"""


def test_a_race_follows_its_knob_within_the_event(new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.goto("/en/optimizers")
    page.wait_for_selector("[data-figure=race].drawn")
    # The rules' programs load behind the page: until then the server is asked.
    page.wait_for_function(AT_ONCE, arg=["[data-table=standings]", "slid"])
    expect(page.locator("[data-figure=race] g.sketch").first).to_be_attached()
    page.locator("[data-slider=factor]").dispatch_event("change")
    page.wait_for_function("() => location.search.startsWith('?factor=')")
    expect(page.locator("#verdict")).to_have_attribute("aria-live", "polite")


def test_an_arrow_follows_the_finger_within_the_event(new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.goto("/ko/gradient-field")
    drawing = page.locator("[data-figure=gradient-field].drawn .drawing.pickable")
    box = drawing.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 0.5 * box["height"])
    page.mouse.down()
    page.wait_for_function(AT_ONCE, arg=[".headline", "pulled"])
    # The arrow itself is drawn over Plotly's own, which is hidden meanwhile.
    plotted = page.locator("[data-figure=gradient-field] [class^=quiverlayer] > .trace")
    expect(plotted).to_have_count(2)
    expect(plotted.last).to_be_hidden()
    page.mouse.up()
    page.wait_for_function("() => location.search.startsWith('?point=')")
    expect(page.locator("#verdict")).to_have_attribute("aria-live", "polite")
