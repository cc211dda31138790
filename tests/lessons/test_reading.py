"""Reading a query: valid in any case, and every wrong key reported in the reader's language."""

import random

import pytest

from app.catalogue.languages import LANGUAGES
from app.lessons.descent.experiment import DescentExperiment
from app.lessons.queries import BasinsQuery, DescentQuery, FieldQuery, SweepQuery
from app.lessons.reading import Query, parameters, read

MODELS: list[type[Query]] = [FieldQuery, DescentQuery, SweepQuery, BasinsQuery, DescentExperiment]


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("f=bowl", []),
        ("", ["f"]),
        ("f=bowl&f=bowl", ["f"]),
        ("f=bowl&foo=1", ["foo"]),
        ("f=nonsense", ["f"]),
        ("f=bowl&learning_rate=nan", ["learning_rate"]),
        ("f=bowl&learning_rate=inf", ["learning_rate"]),
        ("f=bowl&learning_rate=0", ["learning_rate"]),
        ("f=bowl&learning_rate=-1", ["learning_rate"]),
        ("f=bowl&learning_rate=", ["learning_rate"]),
        ("f=bowl&learning_rate=1e300", []),
        ("f=bowl&steps=20001", ["steps"]),
        ("f=bowl&steps=-1", ["steps"]),
        ("f=bowl&steps=1.5", ["steps"]),
        ("f=bowl&start=1", ["start"]),
        ("f=x**2&start=1,2", ["start"]),
        ("f=bowl&start=nan,1", ["start"]),
        ("f=bowl&start=a,b", ["start"]),
        ("f=bowl&domain=1,0,0,1", ["domain"]),
        ("f=bowl&domain=0,0,0,1", ["domain"]),
        ("f=bowl&domain=0,1", ["domain"]),
        ("f=bowl&domain=-1e300,1e300,0,1", ["domain"]),
        ("f=bowl&domain=1,1.0000000000000002,0,1", ["domain"]),
        ("f=bowl&gradient=magic", ["gradient"]),
        ("f=bowl&h=0", ["h"]),
        ("f=bowl&optimizer=sgd", ["optimizer"]),
        ("f=bowl&optimizer=adam&beta1=0.5", []),
        ("f=bowl&beta1=0.5", ["beta1"]),
        ("f=bowl&optimizer=adam&beta1=1", ["beta1"]),
        ("f=bowl&seed=-1&noise=-1", ["noise", "seed"]),
        ("f=bowl&lang=fr", ["lang"]),
    ],
)
def test_what_is_wrong_is_named(query: str, keys: list[str]) -> None:
    items = [tuple(part.split("=", 1)) for part in query.split("&") if part]
    for lang in LANGUAGES:
        made, problems = read(DescentQuery, items, lang)  # type: ignore[arg-type]
        assert sorted(p.key for p in problems) == keys
        assert isinstance(made, DescentQuery)
        assert all(p.message.strip() and "{" not in p.message for p in problems)


def test_a_blank_field_of_a_form_counts_as_left_out() -> None:
    items = [("domain", ""), ("start", " "), ("learning_rate", ""), ("panel", "")]
    assert read(DescentExperiment, items, "en", blanks=True)[1] == []
    assert {p.key for p in read(DescentExperiment, items, "en")[1]} == {
        "domain",
        "start",
        "learning_rate",
    }


@pytest.mark.parametrize(
    ("model", "query"),
    [
        (SweepQuery, {"learning_rates": "1,0.1,5"}),
        (SweepQuery, {"learning_rates": "0.1,1,1"}),
        (SweepQuery, {"learning_rates": "0.1,1,2.5"}),
        (SweepQuery, {"learning_rates": "0.1,1"}),
        (SweepQuery, {"learning_rates": "0.1,1,2000", "steps": "20000"}),
        (BasinsQuery, {"n": "401", "steps": "200"}),
        (BasinsQuery, {"n": "402"}),
        (FieldQuery, {"n": "1"}),
    ],
)
def test_limits_of_sweeps_and_maps(model: type[Query], query: dict[str, str]) -> None:
    _, problems = read(model, [("f", "bowl"), *query.items()], "en")
    assert len(problems) == 1


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_anything_at_all_can_be_read(model: type[Query]) -> None:
    """Seeded nonsense in every key never raises and always leaves a valid query."""
    generator = random.Random(5)
    pieces = [
        "",
        "1",
        "-1",
        "nan",
        "1e999",
        "\ud800",
        "x",
        "x**2",
        ",",
        "1,2",
        "true",
        "한",
        "é" * 90,
        "\x00",
    ]
    keys = [*model.model_fields, "zzz", "\ud800", "f"]
    for _ in range(300):
        items = [
            (generator.choice(keys), "".join(generator.choices(pieces, k=generator.randint(1, 3))))
            for _ in range(generator.randint(0, 6))
        ]
        made, problems = read(
            model, items, generator.choice(LANGUAGES), blanks=generator.random() < 0.5
        )
        assert isinstance(made, model)
        for problem in problems:
            problem.message.encode("utf-8")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_is_described(model: type[Query]) -> None:
    found = parameters(model)
    assert [p["name"] for p in found] == list(model.model_fields)
    assert all(p["description"] and p["schema"] for p in found)
