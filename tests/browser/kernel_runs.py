"""Runs of many JavaScript modules in one page of Chromium, and what they left behind."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Page

from app.catalogue.optimizers import OPTIMIZERS
from app.core.kernel.javascript import module_text
from app.core.objective import Objective, objective
from app.core.optimizers.rule import JointRule, Rule

Array = NDArray[np.float64]

# Every number of every run comes back as the bytes of its float64: no digit is lost on the way.
_SCRIPT = """
async (given) => {
  const {texts, jobs} = JSON.parse(given);
  const modules = await Promise.all(texts.map((text) =>
    import(URL.createObjectURL(new Blob([text], {type: "text/javascript"})))));
  return jobs.map(({module, start, settings, steps, options}) => {
    const kernel = modules[module];
    for (const key of ["shakes", "rates"]) {
      if (options[key]) options[key] = Float64Array.from(options[key]);
    }
    const run = kernel.walk(start, settings, steps, {...options, remember: true});
    const numbers = Float64Array.from([
      run.count, run.left === null ? 0 : 1, ...(run.left ?? start),
      kernel.value(...start), ...kernel.gradient(...start), ...kernel.hessian(...start),
      ...kernel.exact(...start),
      ...run.points, ...run.values, ...run.clean, ...run.gradients, ...run.states,
    ]);
    const bytes = new Uint8Array(numbers.buffer);
    let text = "";
    for (let i = 0; i < bytes.length; i += 30000) {
      text += String.fromCharCode(...bytes.subarray(i, i + 30000));
    }
    return btoa(text);
  });
}
"""


@dataclass
class Job:
    """A run: a function, a rule with its settings, a start, and what else ``walk`` is given."""

    text: str
    rule: str
    start: tuple[float, ...]
    settings: dict[str, Any]
    steps: int
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def objective(self) -> Objective:
        return objective(self.text)

    def made(self) -> Rule | JointRule:
        return OPTIMIZERS[self.rule].rule(**self.settings)

    def __str__(self) -> str:
        return f"{self.rule} on {self.text} from {self.start}, {self.settings}, {self.options}"


@dataclass
class Ran:
    """What JavaScript made of a job; rows are points, ``states`` (count, d, fields)."""

    job: Job
    left: tuple[float, ...] | None
    at_start: dict[str, Array]
    points: Array
    values: Array
    clean: Array
    gradients: Array
    states: Array


def run_all(page: Page, jobs: Sequence[Job]) -> list[Ran]:
    """Run every job in the page, each module loaded once."""
    places: dict[str, int] = {}
    told: list[Mapping[str, Any]] = []
    for job in jobs:
        text = module_text(job.objective, OPTIMIZERS[job.rule])
        text.encode("ascii")
        told.append(
            {
                "module": places.setdefault(text, len(places)),
                "start": job.start,
                "settings": job.settings,
                "steps": job.steps,
                "options": job.options,
            }
        )
    answers = page.evaluate(_SCRIPT, json.dumps({"texts": list(places), "jobs": told}))
    return [_unpacked(job, answer) for job, answer in zip(jobs, answers, strict=True)]


def _unpacked(job: Job, answer: str) -> Ran:
    numbers = np.frombuffer(base64.b64decode(answer), dtype=np.float64)
    d = job.objective.dimension
    place = 0

    def take(count: int) -> Array:
        nonlocal place
        place += count
        return numbers[place - count : place]

    count, lost = map(int, take(2))
    left = tuple(take(d).tolist())
    at_start = {"value": take(1), "gradient": take(d), "hessian": take(d * (d + 1) // 2)}
    at_start["exact"] = take(d)
    return Ran(
        job,
        left if lost else None,
        at_start,
        take(count * d).reshape(count, d),
        take(count),
        take(count * d).reshape(count, d),
        take(count * d).reshape(count, d),
        numbers[place:].reshape(count, d, -1),
    )
