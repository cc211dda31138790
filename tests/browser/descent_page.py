"""The descent page as a reader handles it: its knobs, and what can be seen of its run."""

from typing import Any, Self

from playwright.sync_api import Locator, Page, expect

RUN = """() => {
  const gd = document.getElementById("plot");
  const trace = gd.data?.[gd.data.length - 1];
  return trace && { name: trace.name, x: [...trace.x], y: [...trace.y] };
}"""


class DescentPage:
    """A descent page in a real browser."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.verdict = page.locator("[data-outcome]")
        self.rate = self.field("learning_rate")
        self.slider = page.locator("[data-slider=learning_rate]")
        self.player = page.locator("[data-player]")
        self.path = page.locator("#overlay .past")
        self.handle = page.locator("#handle")
        self.map = page.locator("#map")

    def open(self, query: str = "", lang: str = "en") -> Self:
        self.page.goto(f"/{lang}/descent" + (f"?{query}" if query else ""))
        return self.ready()

    def ready(self) -> Self:
        self.page.locator("html[data-ready]").wait_for(state="attached")
        # When the mathematics font comes the marks of the slider find their places anew.
        self.page.evaluate("document.fonts.ready.then(() => undefined)")
        return self.rest()

    def rest(self) -> Self:
        expect(self.page.locator("main")).to_have_attribute("aria-busy", "false")
        return self

    def field(self, key: str) -> Locator:
        return self.page.locator(f"[name={key}]")

    def type(self, key: str, text: str) -> Self:
        self.field(key).fill(text)
        self.field(key).press("Enter")
        return self.rest()

    def problem(self, key: str) -> Locator:
        """The visible message that the field names as its description."""
        expect(self.field(key)).to_have_attribute("aria-invalid", "true")
        named = self.field(key).get_attribute("aria-describedby")
        message = self.page.locator(f"#{named}")
        expect(message).to_be_visible()
        return message

    def run(self) -> dict[str, Any]:
        """The trace that holds the run: its name and all its points."""
        self.page.wait_for_function(RUN)
        found: dict[str, Any] = self.page.evaluate(RUN)
        return found

    def drawn(self) -> str:
        return self.path.get_attribute("d") or ""

    def center(self, locator: Locator) -> tuple[float, float]:
        box = locator.bounding_box()
        assert box is not None
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def on_map(self, across: float, down: float) -> tuple[float, float]:
        """A place on the map, in shares of its width and height."""
        box = self.map.bounding_box()
        assert box is not None
        return box["x"] + across * box["width"], box["y"] + down * box["height"]

    def drag_rate(self, share: float, *, drop: bool = True) -> Self:
        """Drag the thumb of the learning-rate slider to a share of its track."""
        box = self.page.locator("#track .sweep").bounding_box()
        thumb = self.page.locator("#track .thumb").bounding_box()
        assert box is not None and thumb is not None
        mouse, y = self.page.mouse, box["y"] + box["height"] / 2
        mouse.move(thumb["x"] + thumb["width"] / 2, y)
        mouse.down()
        mouse.move(box["x"] + share * box["width"], y, steps=6)
        if drop:
            mouse.up()
        return self

    def search(self) -> str:
        found: str = self.page.evaluate("decodeURIComponent(location.search)")
        return found

    def entries(self) -> int:
        found: int = self.page.evaluate("history.length")
        return found
