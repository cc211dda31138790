"""What bad input gets: a 422 with a sentence, within a second; never a 500, never a hang."""

import json
import random
from typing import Any
from urllib.parse import quote

import httpx
import pytest

pytestmark = pytest.mark.anyio

JSON = {"content-type": "application/json"}

BAD_EXPRESSIONS = {
    "tower of powers": "9**9**9",
    "tower of variables": "x**x**x**x**9999",
    "attribute": "().__class__",
    "name with underscores": "__import__('os')",
    "brackets": "(" * 10_000 + ")" * 10_000,
    "brackets within the limit": "(" * 240 + "x" + ")" * 240,
    "unknown name": "z + q",
    "empty": "",
    "blank": "   ",
    "comparison": "x < 1",
    "conditional": "x if x else y",
    "lambda": "lambda: x",
    "walrus": "(x := 1)",
    "subscript": "x[0]",
    "text": "'x'",
    "f-string": "f'{x}'",
    "complex": "1j*x",
    "true": "True",
    "list": "[x, y]",
    "star": "sin(*x)",
    "keyword": "sin(x=1)",
    "arguments": "sin(x, y)",
    "unfinished": "x +",
    "null byte": "x\0",
    "surrogate": "x + \ud800",
    "full width": "ｘ + 1",
    "newline": "x\n+\n",
    "long": "x+" * 300 + "x",
    "huge integer": "1" + "0" * 400,
    "huge exponent": "x**1000000",
}


def is_refusal(answer: httpx.Response) -> bool:
    """Whether the answer is the one shape of a 422."""
    details = answer.json()["detail"]
    return (
        answer.status_code == 422
        and bool(details)
        and all(set(each) == {"loc", "msg", "type"} for each in details)
        and all(each["msg"].endswith((".", "…")) for each in details)
        and len(answer.content) < 20_000
    )


@pytest.mark.parametrize("text", BAD_EXPRESSIONS.values(), ids=BAD_EXPRESSIONS)
async def test_a_bad_expression_is_refused_everywhere(client: httpx.AsyncClient, text: str) -> None:
    body = json.dumps({"f": text, "points": [[1, 2]]})
    answer = await client.post("/api/gradient", content=body, headers=JSON)
    assert is_refusal(answer), answer.text
    assert answer.json()["detail"][0]["loc"][:2] == ["body", "f"]
    spelled = quote(text, errors="surrogatepass")
    if len(spelled) < 10_000:
        for path in ("field", "surface", "descent", "sweep", "basins"):
            answer = await client.get(f"/api/{path}?f={spelled}")
            assert is_refusal(answer), answer.text
            assert answer.json()["detail"][0]["loc"] == ["query", "f"]


BAD_BODIES: dict[str, tuple[Any, list[Any]]] = {
    "no f": ({"points": [[1]]}, ["body", "f"]),
    "no points": ({"f": "x"}, ["body", "points"]),
    "null f": ({"f": None, "points": [[1]]}, ["body", "f"]),
    "null points": ({"f": "x", "points": None}, ["body", "points"]),
    "null h": ({"f": "x", "points": [[1]], "h": None}, ["body", "h"]),
    "null method": ({"f": "x", "points": [[1]], "method": None}, ["body", "method"]),
    "null in a point": ({"f": "x", "points": [[None]]}, ["body", "points", 0, 0]),
    "unknown key": ({"f": "x", "points": [[1]], "foo": 1}, ["body", "foo"]),
    "no point": ({"f": "x", "points": []}, ["body", "points"]),
    "flat": ({"f": "x", "points": [1, 2]}, ["body", "points", 0]),
    "a word": ({"f": "x", "points": [["nan"]]}, ["body", "points", 0, 0]),
    "a number as text": ({"f": "x", "points": [["1"]]}, ["body", "points", 0, 0]),
    "true": ({"f": "x", "points": [[True]]}, ["body", "points", 0, 0]),
    "too large": ({"f": "x", "points": [[10**400]]}, ["body", "points", 0, 0]),
    "too many coordinates": ({"f": "x", "points": [[1], [1, 2]]}, ["body", "points", 1]),
    "too few coordinates": ({"f": "x*y", "points": [[1, 2], [1]]}, ["body", "points", 1]),
    "no coordinates": ({"f": "x", "points": [[]]}, ["body", "points", 0]),
    "points by name": ({"f": "x", "points": {"x": 1}}, ["body", "points"]),
    "h of zero": ({"f": "x", "points": [[1]], "h": 0}, ["body", "h"]),
    "negative h": ({"f": "x", "points": [[1]], "h": -1e-4}, ["body", "h"]),
    "h as a word": ({"f": "x", "points": [[1]], "h": "Infinity"}, ["body", "h"]),
    "h as true": ({"f": "x", "points": [[1]], "h": True}, ["body", "h"]),
    "method": ({"f": "x", "points": [[1]], "method": "Central"}, ["body", "method"]),
    "f as number": ({"f": 3, "points": [[1]]}, ["body", "f"]),
    "list": ([], ["body"]),
    "number": (3, ["body"]),
    "null": (None, ["body"]),
}


@pytest.mark.parametrize("body, where", BAD_BODIES.values(), ids=BAD_BODIES)
async def test_a_bad_body_is_refused_at_its_place(
    client: httpx.AsyncClient, body: Any, where: list[Any]
) -> None:
    answer = await client.post("/api/gradient", content=json.dumps(body), headers=JSON)
    assert is_refusal(answer), answer.text
    assert where in [each["loc"] for each in answer.json()["detail"]]


@pytest.mark.parametrize(
    "raw",
    [
        b'{"f": "x", "points": [[1]], "h": NaN}',
        b'{"f": "x", "points": [[1]], "h": Infinity}',
        b'{"f": "x", "points": [[1]], "method": NaN}',
        b'{"f": "\\ud800", "points": [[1]]}',
        b'{"f": "x", "points": [["\\udfff"]]}',
        b'{"f": "x", "points": [[1]], "\\ud800": 1}',
        b'{"f": "x", "points": [[1]], "method": "\\ud800"}',
        b"",
        b"{",
        b"{'f': 'x'}",
        b"nothing",
        b'{"f": "x", "points": [[1]]} x',
    ],
)
async def test_what_cannot_be_echoed_is_a_422_all_the_same(
    client: httpx.AsyncClient, raw: bytes
) -> None:
    assert is_refusal(await client.post("/api/gradient", content=raw, headers=JSON))


@pytest.mark.parametrize(
    "raw",
    [b"\xff\xfe\x00", b'{"f": "\xff"}', b"[" * 100_000, b'{"f": ' * 50_000, b"9" * 5000],
    ids=["bytes", "not UTF-8", "brackets", "braces", "digits"],
)
async def test_an_undecodable_body_is_a_400(client: httpx.AsyncClient, raw: bytes) -> None:
    answer = await client.post("/api/gradient", content=raw, headers=JSON)
    assert answer.status_code == 400
    assert answer.json()["detail"].endswith(".")


async def test_a_body_of_another_kind_is_refused(client: httpx.AsyncClient) -> None:
    body = b'{"f": "x", "points": [[1]]}'
    for kind in ("text/plain", "application/x-www-form-urlencoded", "", "nonsense"):
        answer = await client.post("/api/gradient", content=body, headers={"content-type": kind})
        assert is_refusal(answer)
        assert "application/json" in answer.json()["detail"][0]["msg"]


BAD_QUERIES = {
    "descent": [
        ("f", "f="),
        ("f", ""),
        ("learning_rate", "f=bowl&learning_rate=nan"),
        ("learning_rate", "f=bowl&learning_rate=inf"),
        ("learning_rate", "f=bowl&learning_rate=0"),
        ("learning_rate", "f=bowl&learning_rate=-1"),
        ("learning_rate", "f=bowl&learning_rate="),
        ("learning_rate", "f=bowl&learning_rate=1e999"),
        ("steps", "f=bowl&steps=20001"),
        ("steps", "f=bowl&steps=-1"),
        ("steps", "f=bowl&steps=1.5"),
        ("steps", "f=bowl&steps=" + "9" * 5000),
        ("start", "f=bowl&start=1"),
        ("start", "f=x**2&start=1,2"),
        ("start", "f=bowl&start=nan,1"),
        ("start", "f=bowl&start=1,2,3"),
        ("start", "f=bowl&start=,"),
        ("optimizer", "f=bowl&optimizer=sgd"),
        ("momentum", "f=bowl&momentum=0.9"),
        ("momentum", "f=bowl&optimizer=momentum&momentum=1.5"),
        ("beta1", "f=bowl&optimizer=adam&beta1=1"),
        ("centered", "f=bowl&optimizer=rmsprop&centered=perhaps"),
        ("gradient", "f=bowl&gradient=symbolic"),
        ("h", "f=bowl&h=0"),
        ("h", "f=bowl&h=NaN"),
        ("noise", "f=bowl&noise=-1"),
        ("seed", "f=bowl&seed=x"),
        ("stop", "f=bowl&stop=2"),
        ("lang", "f=bowl&lang=de"),
        ("f", "f=bowl&f=bowl"),
        ("nonsense", "f=bowl&nonsense=1"),
    ],
    "field": [
        ("n", "f=bowl&n=402"),
        ("n", "f=bowl&n=1"),
        ("n", "f=bowl&n=0"),
        ("n", "f=bowl&n=-3"),
        ("domain", "f=bowl&domain=1,1,0,1"),
        ("domain", "f=bowl&domain=2,1,0,1"),
        ("domain", "f=bowl&domain=0,1"),
        ("domain", "f=x&domain=0,1,0,1"),
        ("domain", "f=bowl&domain=nan,1,0,1"),
        ("domain", "f=bowl&domain=-inf,inf,0,1"),
        ("domain", "f=bowl&domain="),
    ],
    "surface": [("n", "f=bowl&n=4000"), ("domain", "f=bowl&domain=a,b,c,d")],
    "sweep": [
        ("learning_rates", "f=bowl&learning_rates=0,1,10"),
        ("learning_rates", "f=bowl&learning_rates=1,1,10"),
        ("learning_rates", "f=bowl&learning_rates=2,1,10"),
        ("learning_rates", "f=bowl&learning_rates=0.1,1"),
        ("learning_rates", "f=bowl&learning_rates=0.1,1,1e9"),
        ("learning_rates", "f=bowl&learning_rates=0.1,1,2.5"),
        ("learning_rates", "f=bowl&learning_rates=0.1,inf,5"),
        ("steps", "f=bowl&learning_rates=0.1,1,2000&steps=20000"),
    ],
    "basins": [
        ("steps", "f=bowl&n=401&steps=20000"),
        ("n", "f=bowl&n=402"),
        ("learning_rate", "f=bowl&learning_rate=nan"),
    ],
}


@pytest.mark.parametrize(
    "path, key, query",
    [(path, key, query) for path, cases in BAD_QUERIES.items() for key, query in cases],
    ids=lambda value: str(value)[:60],
)
async def test_a_bad_query_is_refused_at_its_key(
    client: httpx.AsyncClient, path: str, key: str, query: str
) -> None:
    answer = await client.get(f"/api/{path}?{query}")
    assert is_refusal(answer), answer.text
    assert ["query", key] in [each["loc"] for each in answer.json()["detail"]]


@pytest.mark.parametrize(
    "query",
    [
        "f=1/x&start=0",
        "f=1/x&start=1e-300&learning_rate=10",
        "f=log(x)&start=-1",
        "f=log(x)&start=0",
        "f=0*x+y",
        "f=3",
        "f=x&steps=100&learning_rate=1e300",
        "f=exp(exp(exp(x)))&start=3",
        "f=-x**2-y**2",
        "f=sqrt(x)&start=0",
        "f=abs(x)&start=0",
        "f=bowl&start=1e300,1e300",
        "f=bowl&start=1e9,-1e9",
        "f=x**y&start=-1,0.5",
        "f=bowl&learning_rate=1e-320",
        "f=bowl&learning_rate=1e308",
        "f=bowl&gradient=numerical&h=1e-300",
        "f=bowl&gradient=numerical&h=1e6",
        "f=bowl&noise=1e6&seed=9007199254740992",
        "f=tan(x)&start=1.5707963267948966",
        "f=minimum(x,y)&start=1,1",
        "f=sin(1e308*x)",
        "f=x**-1000&start=1e-10",
        "f=((((x**90)**90)**90)**90)**90&start=2",
    ],
)
@pytest.mark.parametrize("lang", ["en", "ko"])
async def test_what_leaves_the_floats_is_a_lesson_not_a_fault(
    client: httpx.AsyncClient, query: str, lang: str
) -> None:
    answer = await client.get(f"/api/descent?{query.replace('+', '%2B')}&lang={lang}")
    assert answer.status_code == 200, answer.text
    run = answer.json()
    assert run["points"]
    assert all(isinstance(each, float) for point in run["points"] for each in point)
    assert run["outcome"]["sentence"]


PIECES = [
    "x", "y", "1", "0", "1e308", "-", "+", "*", "**", "/", "(", ")", ",", "sin", "log(", "exp(",
    "abs(x)", "sqrt(", "minimum(", "pi", "e", ".", "^", " ", "z", "\0", "\ud800", "é", "0.5", "9",
]  # fmt: skip
VALUES = [
    "", "0", "1", "-1", "nan", "inf", "1e308", "-1e308", "5e-324", "1,2", "-7,2", "1,2,3", "a",
    "-1,1,-1,1", "0,0,0,0", "true", "\0", "\ud800", "😀", "1_000", "٣", " 1", "0x10", "1e400", ",",
    "adam", "rosenbrock", "0.01,1,5", "1e-320,1e308,3", "numerical",
]  # fmt: skip
KEYS = [
    "start", "learning_rate", "steps", "optimizer", "momentum", "beta1", "gradient", "h", "noise",
    "seed", "domain", "stop", "lang", "n", "learning_rates", "f", "x", "",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
async def test_no_query_is_a_fault_of_the_server(client: httpx.AsyncClient, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(60):
        text = "".join(chance.choices(PIECES, k=chance.randint(1, 9)))
        text = chance.choice([text, "bowl", "x**2", "rosenbrock"])
        pairs = [(chance.choice(KEYS), chance.choice(VALUES)) for _ in range(chance.randint(0, 3))]
        if not any(key == "steps" for key, _ in pairs):
            pairs.append(("steps", "9"))
        query = "&".join(
            f"{key}={quote(value, safe='', errors='surrogatepass')}"
            for key, value in [("f", text), *pairs]
        )
        path = chance.choice(["field", "surface", "descent", "sweep", "basins"])
        answer = await client.get(f"/api/{path}?{query}")
        assert answer.status_code in (200, 422), f"{path}?{query}: {answer.text}"
        assert answer.status_code == 200 or is_refusal(answer), query


@pytest.mark.parametrize("seed", range(4))
async def test_no_body_is_a_fault_of_the_server(client: httpx.AsyncClient, seed: int) -> None:
    chance = random.Random(seed)
    atoms: list[Any] = [None, True, 0, 1, -1.5, 1e308, 10**30, "NaN", "x", "\ud800", [], {}, [1]]

    def value(depth: int = 0) -> Any:
        if depth > 2 or chance.random() < 0.5:
            return chance.choice(atoms)
        return [value(depth + 1) for _ in range(chance.randint(0, 3))]

    for _ in range(80):
        body: dict[str, Any] = {"f": "".join(chance.choices(PIECES, k=3)), "points": value()}
        body["f"] = chance.choice([body["f"], "x", "x*y", "abs(x)", "1/x"])
        if chance.random() < 0.6:
            body["points"] = [[chance.choice([0, 1, "NaN", 1e308, -1e-320])]]
        if chance.random() < 0.3:
            body[chance.choice(["h", "method", "foo", "\udc00"])] = value()
        raw = json.dumps(body).encode()
        if chance.random() < 0.1:
            raw = raw[: chance.randint(0, len(raw))]
        answer = await client.post("/api/gradient", content=raw, headers=JSON)
        assert answer.status_code in (200, 422), f"{raw!r}: {answer.text}"
        assert answer.status_code == 200 or is_refusal(answer), raw
