"""No cache grows without a bound in bytes; the few bounded by number hold few and small things."""

import re
from pathlib import Path

APP = Path(__file__).parents[2] / "app"

#: Caches of at most so many small values that hang on no visitor's text.
FEW = {
    "lessons/mini_batch/experiment.py": "one loss a data set",
    "lessons/why_loss/experiment.py": "one number",
    "web/assets.py": "the table of package files",
    "forms/moving/video.py": "one answer a program",
    "forms/still/fonts.py": "the fonts of the machine",
    "forms/standalone/document.py": "Plotly's script",
}


def test_every_cache_of_results_is_a_pool() -> None:
    found = {
        str(path.relative_to(APP))
        for path in APP.rglob("*.py")
        if re.search(r"^\s*@(?:functools\.)?lru_cache", path.read_text(encoding="utf-8"), re.M)
    }
    assert found - set(FEW) == set()


def test_an_unbounded_cache_takes_names_of_our_own_only() -> None:
    """``@cache`` is for what is made once a language, a lesson or a file, not a reader's text."""
    for path in APP.rglob("*.py"):
        if path.name == "claims.py":  # the prose's own, with the numbers that it names
            continue
        text = path.read_text(encoding="utf-8")
        for told in re.findall(r"^@cache\ndef \w+\(([^)]*)\)", text, re.M):
            named = set(re.findall(r"(\w+):", told))
            ours = {"lang", "name", "lesson", "table", "entry", "model", "optimizer", "code"}
            ours |= {"function", "rule"}  # names of the catalogue
            assert named <= ours, f"{path.name}: {told}"
