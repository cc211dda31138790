"""Published links keep their meaning: each still reads without a problem."""

from pathlib import Path
from urllib.parse import parse_qsl

import httpx
import pytest

pytestmark = pytest.mark.anyio

LINKS = [
    line
    for line in (Path(__file__).parents[1] / "links.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("link", LINKS)
async def test_a_published_link_reads_without_a_problem(
    client: httpx.AsyncClient, link: str
) -> None:
    assert (await client.get(link)).status_code == 200
    path, _, query = link.partition("?")
    view = (await client.get(f"{path}.json?{query}")).json()
    assert view["problems"] == []
    # What the page makes of the link holds the same keys and values in the same order.
    assert parse_qsl(view["query"]) == parse_qsl(query)
