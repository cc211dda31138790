"""The file that stands alone: whole, small enough, and the same for the same question."""

import base64
import re
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import numpy as np
import pytest

from app.forms.encoding import encode
from app.forms.html import FORM
from app.forms.standalone.bundle import bundle
from app.forms.standalone.document import policy
from app.forms.standalone.frames import BUDGET, payload
from app.forms.standalone.live import NOTHING_LIVE, carried
from app.forms.standalone.stops import stops, track
from app.lessons.palette import THEMES
from app.lessons.registry import FIGURES
from tests.forms.wanted import SITE, wanted

LARGEST = 7_000_000
LANGS = dict(zip(FIGURES, ["ko", "en"] * len(FIGURES), strict=False))


def whole(value: Any, pool: list[Any]) -> Any:
    """Put a packed value together, as ``static/js/frames.js`` does."""
    if isinstance(value, list):
        return [whole(part, pool) for part in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"$"}:
        return whole(pool[value["$"]], pool)
    return {key: whole(part, pool) for key, part in value.items()}


def numbers(value: Any) -> Any:
    """A value with its typed arrays as lists of numbers."""
    if isinstance(value, dict) and "bdata" in value:
        flat = np.frombuffer(base64.b64decode(value["bdata"]), f"<{value['dtype']}").astype(float)
        shape = [int(size) for size in value.get("shape", str(flat.size)).split(",")]
        return flat.reshape(shape).tolist()
    if isinstance(value, dict):
        return {key: numbers(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [numbers(part) for part in value]
    return value.tolist() if isinstance(value, np.ndarray | np.generic) else value


def assert_same(found: Any, wanted: Any) -> None:
    if isinstance(wanted, dict):
        assert found.keys() == wanted.keys()
        for key in wanted:
            assert_same(found[key], wanted[key])
    elif isinstance(wanted, list) and wanted and all(type(n) is float for n in wanted):
        # Where only pixels hang on a number it is held in single precision.
        np.testing.assert_allclose(found, wanted, rtol=1e-6, atol=1e-30)
    elif isinstance(wanted, list):
        assert len(found) == len(wanted)
        for one, other in zip(found, wanted, strict=True):
            assert_same(one, other)
    elif isinstance(wanted, float):
        assert found == pytest.approx(wanted, rel=1e-6, abs=1e-30, nan_ok=True)
    else:
        assert found == wanted


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_has_frames_that_are_its_own_pictures(name: str) -> None:
    what = wanted(name, lang=LANGS[name])
    held = payload(what, most=3)
    pool = held.packed["pool"]
    assert len(encode(held.packed)) < BUDGET
    frames = [whole(frame, pool) for frame in held.packed["frames"]]
    assert [frame["value"] for frame in frames] == (held.values or [""])
    first = frames[held.packed["first"]]
    assert first["view"]["verdict"] == what.staged["verdict"]
    assert all(frame["view"]["knob"] == held.key for frame in frames)
    for frame in (frames[0], frames[-1]):
        there = wanted(name, f"{held.key}={frame['value']}" if held.values[1:] else "", what.lang)
        assert frame["view"]["verdict"]["sentence"] == there.staged["verdict"]["sentence"]
        for theme in THEMES if name in ("descent", "surface") else THEMES[:1]:
            figure = there.entry.draw(there.experiment, there.lang, theme)
            assert_same(numbers(frame[theme]["data"]), numbers(figure["data"]))
            assert_same(frame[theme]["layout"].get("xaxis"), numbers(figure["layout"].get("xaxis")))


@pytest.mark.parametrize(
    ("name", "query", "keys"),
    [
        ("descent", "optimizer=momentum", {"learning_rate", "steps", "start", "momentum"}),
        ("rate-large", "", {"large", "steps", "start"}),
        ("race-loss", "", {"factor", "a_learning_rate", "steps", "scale"}),
        ("gradient-field", "", {"point"}),
    ],
)
def test_what_a_file_computes_needs_one_frame(name: str, query: str, keys: set[str]) -> None:
    held = payload(wanted(name, query))
    assert held.live and held.packed["live"] and len(held.packed["frames"]) == 1
    assert keys <= {control["key"] for control in held.controls}
    assert all(control["kind"] != "choice" for control in held.controls)
    # The hand that takes hold of the start does so in the file, too.
    meta = whole(held.packed["frames"][0], held.packed["pool"])["light"]["layout"]["meta"]
    assert ("pick" in meta) == (name != "race-loss")


def test_programs_stand_in_for_their_addresses() -> None:
    what = wanted("race")
    modules = carried([what, wanted("descent", "f=3*x**2"), wanted("losses")])
    addresses = {*what.staged["live"]["kernels"].values()}
    assert len(addresses) == 4
    assert sum(name.startswith("live/kernel_") for name in modules) == 5
    assert all(f'"{address}"' in modules["live/kernels"] for address in addresses)
    assert "descent" in modules["live/registry"] and "losses" not in modules["live/registry"]
    assert "fetch(" not in bundle("alone", instead=modules)
    assert carried([wanted("losses")]) == NOTHING_LIVE


def test_the_slider_holds_the_marks_and_the_present_value() -> None:
    held = payload(wanted("secant", "h=0.1234567"), most=11)
    values = [float(value) for value in held.values]
    assert values == sorted(set(values)) and {0.1234567, 1e-4} <= set(values)
    assert held.values[held.packed["first"]] == "0.1234567"
    (control,) = held.controls
    assert control["slider"]["values"] == values
    assert {mark["value"] for mark in control["marks"]} <= set(values)
    assert 9 <= len(values) <= 14


def test_a_value_beyond_the_slider_is_held_too() -> None:
    held = payload(wanted("secant", "h=70"), most=5)
    assert held.values[-1] == "70" and held.packed["first"] == len(held.values) - 1


@pytest.mark.parametrize(
    ("slider", "count", "ends"),
    [
        ((-6.0, 6.0, "linear", 0.01), 1201, (-6.0, 6.0)),
        ((0.0, 1.0, "linear", None), 101, (0.0, 1.0)),
        ((1, 244, "log", 1), 34, (1, 244)),
        ((0.005, 2.0, "log", None), 401, (0.005, 2.0)),
    ],
)
def test_a_track_has_the_stops_of_the_page(slider: Any, count: int, ends: Any) -> None:
    found = track(*slider)
    assert len(found) in range(count - 5, count + 1)
    assert (found[0], found[-1]) == ends
    assert found == sorted(set(found))


def test_an_empty_field_adds_no_stop() -> None:
    slider = {"low": 1, "high": 10, "scale": "linear", "step": 1}
    control = {"kind": "number", "slider": slider, "marks": [{"value": 4.0}], "options": []}
    assert stops(control, "", 2) == ["1", "4", "10"]
    assert stops(control, "4.0", 2) == ["1", "4.0", "10"]


HEAVY = [
    ("mini-batch-paths", "steps=400"),
    ("basins", "steps=400"),
    ("why-loss-points", ""),
]


@pytest.mark.parametrize(("name", "query"), HEAVY)
def test_bytes_and_time_have_limits(name: str, query: str) -> None:
    told: list[tuple[int, int]] = []
    what = wanted(name, query, tell=lambda done, of: told.append((done, of)))
    held = payload(what, budget=700_000)
    assert len(encode(held.packed)) <= 700_000 or not held.values[1:]
    assert told[0][0] == 0 and all(done < of for done, of in told)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


@pytest.mark.parametrize("budget", [0, 20_000, 40_000, 60_000, 80_000])
@pytest.mark.parametrize(("name", "query"), [("losses", "p=0.5"), ("preprocessing-race", "")])
def test_any_budget_comes_to_an_end(name: str, query: str, budget: int) -> None:
    held = payload(wanted(name, query), budget=budget, most=9)
    assert len(encode(held.packed)) <= budget or len(held.packed["frames"]) == 1
    assert (held.key is None) == (len(held.packed["frames"]) == 1)


def test_where_one_frame_takes_long_there_is_no_knob() -> None:
    held = payload(wanted("sweep", "steps=7000&f=x**2"))
    assert held.key is None and len(held.packed["frames"]) == 1


class Read(HTMLParser):
    """What a file refers to, its scripts, and its attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.references: list[tuple[str, str, str]] = []
        self.scripts: list[str] = []
        self.html: dict[str, str | None] = {}
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "html":
            self.html = told
        self.references += [
            (tag, key, told[key] or "")
            for key in ("src", "href", "srcset", "action", "data", "poster")
            if key in told
        ]
        self._open = tag == "script" and "type" not in told
        if self._open:
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self._open:
            self.scripts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._open = False


@pytest.fixture(scope="module")
def file() -> bytes:
    return FORM.make(wanted("race-loss", lang="ko", theme="dark"))


def test_a_file_refers_to_nothing_but_links(file: bytes) -> None:
    assert len(file) <= LARGEST
    found = Read()
    found.feed(file.decode())
    assert (found.html["lang"], found.html["data-theme"]) == ("ko", "dark")
    outside = [each for each in found.references if not each[2].startswith(("data:", "#"))]
    assert outside and all(tag == "a" for tag, _, _ in outside)
    live = f"{SITE}/ko/optimizers"
    assert {link for _, _, link in outside} == {
        live,
        "https://creativecommons.org/licenses/by/4.0/",
    }
    (style,) = re.findall(r"<style>(.*?)</style>", file.decode(), re.S)
    assert "@import" not in style and "url(" not in style
    assert f"{live}, CC BY 4.0" in file.decode()


def test_the_policy_allows_the_scripts_of_the_file_and_no_others(file: bytes) -> None:
    found = Read()
    found.feed(file.decode())
    rules = dict(rule.split(" ", 1) for rule in policy(file).split("; "))
    hashes = {base64.b64encode(sha256(each.encode()).digest()).decode() for each in found.scripts}
    assert set(rules["script-src"].split()) == {f"'sha256-{each}'" for each in hashes}
    assert len(hashes) == 3
    assert rules["default-src"] == "'none'" and "connect-src" not in rules
    assert FORM.policy is not None and FORM.policy(file) == policy(file)


def test_the_same_question_gives_the_same_bytes(file: bytes) -> None:
    assert FORM.make(wanted("race-loss", lang="ko", theme="dark")) == file


def test_the_file_says_what_it_holds(file: bytes) -> None:
    text = file.decode()
    assert re.search(r"인터넷 없이 스스로 계산합니다\. 바꿀 수 있는 설정: \S", text)
    assert "<dt>● 첫째 기법</dt><dd>경사하강법</dd>" in text
    assert '<noscript><img class="drawn-once" src="data:image/png;base64,' in text


def test_what_a_reader_writes_stays_text() -> None:
    items = (("f", "</script><script>alert(1)</script>"),)
    text = FORM.make(replace(wanted("descent", "f=bowl"), items=items)).decode()
    assert "<script>alert" not in text


def test_a_file_without_a_policy_is_none_of_ours() -> None:
    with pytest.raises(ValueError, match="states no policy"):
        policy(b"<!doctype html><html></html>")
