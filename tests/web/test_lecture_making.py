"""A lecture's file in the making, told as it grows."""

import json

import httpx
import pytest

from app.lessons.lecture import address
from tests.web.test_lecture import SHORT

pytestmark = pytest.mark.anyio


async def test_a_file_tells_how_far_it_has_come(client: httpx.AsyncClient) -> None:
    link = address("en", SHORT, "pdf")
    answer = await client.get(link.replace("/lecture.", "/lecture/making."))
    assert answer.status_code == 200
    lines, _, rest = answer.content.partition(b'{"bytes"')
    assert all(0 <= line["done"] <= line["of"] == 3 for line in map(json.loads, lines.splitlines()))
    head, _, body = (b'{"bytes"' + rest).partition(b"\n")
    assert json.loads(head) == {
        "bytes": len(body),
        "name": "lecture-descent-3.pdf",
        "type": "application/pdf",
    }
    assert body == (await client.get(link)).content
    assert (await client.get("/en/lecture/making.exe?s=race")).status_code == 404
    assert (await client.get("/en/lecture/making.pdf?s=nothing")).status_code == 422
