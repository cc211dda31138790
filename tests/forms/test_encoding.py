import json
import math

import numpy as np
import pytest

from app.forms.encoding import encode

NAN, INF = math.nan, math.inf
WORDS = ["NaN", "Infinity", "-Infinity"]

CASES = {
    "float": (NAN, "NaN"),
    "list": ([1.0, NAN, INF, -INF], [1.0, *WORDS]),
    "tuple": ((0.1, INF), [0.1, "Infinity"]),
    "nested": ({"a": [{"b": -INF}], "c": None}, {"a": [{"b": "-Infinity"}], "c": None}),
    "array": (np.array([[1.0, NAN], [INF, -INF]]), [[1.0, "NaN"], ["Infinity", "-Infinity"]]),
    "transposed": (np.array([[1.0, NAN], [2.0, 3.0]]).T, [[1.0, 2.0], ["NaN", 3.0]]),
    "strided": (np.arange(6.0)[::2], [0.0, 2.0, 4.0]),
    "scalar array": (np.array(NAN), "NaN"),
    "float64": (np.float64(INF), "Infinity"),
    "int64": (np.int64(3), 3),
    "bool": (np.array([True, False]), [True, False]),
    "empty": (np.empty((0, 2)), []),
    "null beside": ({"a": None, "b": np.array([1.5])}, {"a": None, "b": [1.5]}),
    "text with null": ({"a": "null"}, {"a": "null"}),
    "surrogate": ({"a": "x\ud800y"}, {"a": "x\\ud800y"}),
    "surrogate and NaN": ({"\ud800": [NAN, np.array([NAN])]}, {"\\ud800": ["NaN", ["NaN"]]}),
}


@pytest.mark.parametrize("given, expected", CASES.values(), ids=CASES)
def test_every_shape_of_number(given: object, expected: object) -> None:
    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is not JSON")

    assert json.loads(encode(given), parse_constant=refuse) == expected


def test_float64_comes_back_to_the_last_bit() -> None:
    random = np.random.default_rng(0)
    values = random.normal(size=2000) * 10.0 ** random.integers(-300, 300, size=2000)
    values = np.append(values, [5e-324, -0.0, 1.7976931348623157e308, 0.1])
    for form in (values, values.tolist(), {"a": [*values.tolist(), NAN]}):
        found = json.loads(encode(form))
        found = found["a"][:-1] if isinstance(found, dict) else found
        assert np.array(found).tobytes() == values.tobytes()


def test_what_has_no_form_is_refused() -> None:
    with pytest.raises(TypeError, match="JSON"):
        encode({"a": object()})
