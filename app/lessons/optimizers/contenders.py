"""A contender as a link spells it: a rule by its name, its rate, and its other settings.

The settings stand in one text, ``momentum=0.9,weight_decay=0.1`` (``:`` does for ``=``), so that
any rule fits into the same three fields of a plain form.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.catalogue.optimizers import OPTIMIZERS
from app.core.optimizers.rule import JointRule, Optimizer, Rule, Setting
from app.lessons.numbers import plain
from app.lessons.queries import setting_range
from app.lessons.reading import Fault

#: The keys of the contenders, in the order of the inks.
PLACES = ("a", "b", "c", "d")
NONE = "none"


@dataclass(frozen=True)
class Contender:
    """Who races in a place: the rule, its rate, and its other settings where they are not own."""

    place: str
    name: str
    learning_rate: float
    settings: tuple[tuple[str, Any], ...] = field(default=())

    @property
    def optimizer(self) -> Optimizer:
        """The rule's entry in the catalogue."""
        return OPTIMIZERS[self.name]

    def rule(self, learning_rate: Any = None) -> Rule | JointRule:
        """The rule at its own rate, or at another."""
        rate = self.learning_rate if learning_rate is None else learning_rate
        return self.optimizer.rule(learning_rate=rate, **dict(self.settings))

    @property
    def full_settings(self) -> dict[str, Any]:
        """Every setting but the rate, defaults filled in."""
        own = {s.name: s.default for s in self.optimizer.settings if s.name != "learning_rate"}
        return {**own, **dict(self.settings)}


def parsed(text: str | None) -> dict[str, str] | None:
    """The names and values of ``momentum=0.9,beta2=0.99``; None where it is no such list."""
    found: dict[str, str] = {}
    for part in (text or "").split(","):
        if not part.strip():
            continue
        name, sign, value = part.replace(":", "=").partition("=")
        if not sign or name.strip() in found or not value.strip():
            return None
        found[name.strip()] = value.strip()
    return found


def settings_of(name: str, text: str | None) -> tuple[tuple[str, Any], ...]:
    """The settings of a rule from a text that is known to be right."""
    known = {setting.name: setting for setting in OPTIMIZERS[name].settings}
    return tuple((key, _value(known[key], word)) for key, word in (parsed(text) or {}).items())


def settings_faults(key: str, name: str, text: str | None) -> Iterable[Fault]:
    """What is wrong with the settings of a rule: at most one thing."""
    found = parsed(text)
    if found is None:
        yield Fault(key, "optimizers.fault.settings", {})
        return
    known = {s.name: s for s in OPTIMIZERS[name].settings if s.name != "learning_rate"}
    for word, value in found.items():
        if word not in known:
            told = {"key": word[:40], "optimizer": name, "allowed": ", ".join(known) or "–"}
            yield Fault(key, "query.setting", told)
            return
        read = _value(known[word], value)
        if read is None or not known[word].allows(read):
            yield Fault(key, "query.setting_range", {"range": setting_range(known[word])})
            return


def _value(setting: Setting, text: str) -> Any:
    """A value as its setting reads it; None where it cannot."""
    if setting.type == "boolean":
        return {"true": True, "false": False}.get(text.lower())
    try:
        value = float(text)
    except ValueError:
        return None
    if "_" in text or value != value:
        return None
    return int(value) if setting.type == "integer" and value.is_integer() else value


def spelled(settings: Mapping[str, Any]) -> str:
    """Settings as the text of a field."""
    return ",".join(
        f"{key}={str(value).lower() if isinstance(value, bool) else plain(value)}"
        for key, value in settings.items()
    )
