"""The settings of a figure in words: the name of each control and what stands in it."""

from app.catalogue.functions import FUNCTIONS
from app.forms.data.plain import plain
from app.forms.form import Asked


def settings(asked: Asked) -> list[tuple[str, str]]:
    """The name and the value of every control that means something in this state.

    Choices are told by their names in the reader's language; a function of the catalogue by its
    title and its formula. Controls with nothing in them are left out.
    """
    staged = asked.staged
    found = []
    for control in staged["controls"]:
        value = str(staged["experiment"].get(control["key"], ""))
        if value and control["key"] not in staged["absent"]:
            words = {option["value"]: option["label"] for option in control["options"]}
            text = words.get(value, value)
            if control["key"] == "f" and value in FUNCTIONS:
                text = f"{FUNCTIONS[value].title[asked.lang]}, {FUNCTIONS[value].expression}"
            found.append((plain(control["label"]), plain(text)))
    return found
