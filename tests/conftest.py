"""The order of the tests: what needs a browser comes last."""

from pathlib import Path

import pytest

BROWSER = Path(__file__).parent / "browser"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Playwright keeps an event loop running in this thread, in which no other may then start."""
    items.sort(key=lambda item: BROWSER in item.path.parents)
