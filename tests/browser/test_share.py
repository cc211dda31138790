"""The share panel as a lecturer uses it: by keyboard, with every way out, in every theme."""

import re
from collections.abc import Callable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Locator, Page, Route, expect

from app.forms.registry import forms_of
from app.lessons.registry import FIGURES
from tests.browser.conftest import Complaints, Opener

NewPage = Callable[..., Page]
CLIPBOARD: dict[str, Any] = {"permissions": ["clipboard-read", "clipboard-write"]}
WIDE = "node => node.scrollWidth - node.clientWidth"
HEAVY = next(form for form in forms_of(FIGURES["descent"]) if form.heavy)


class Panel:
    """The open share panel of a page."""

    def __init__(self, page: Page, figure: str = "descent") -> None:
        self.page = page
        self.opener = page.locator(f"[data-share={figure}]:visible").first
        self.opener.click()
        self.dialog = page.locator("#share")
        expect(self.dialog).to_be_visible()

    def part(self, name: str) -> Locator:
        return self.dialog.locator(f"[data-part='{name}']")

    def unfold(self, name: str) -> Locator:
        part = self.part(name)
        if part.get_attribute("open") is None:
            part.locator("summary").click()
        return part

    def form(self, name: str) -> Locator:
        return self.dialog.locator(f"a[data-form={name}]")

    def told(self) -> Locator:
        return self.part("told")


def pasted(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_the_keyboard_opens_and_closes_it_and_no_key_leaks(descent: Opener) -> None:
    page = descent()
    opener = page.page.locator("[data-share=descent]:visible")
    opener.focus()
    page.page.keyboard.press("Enter")
    dialog = page.page.locator("#share")
    expect(dialog).to_be_visible()
    assert page.page.evaluate("document.activeElement.closest('dialog')?.id") == "share"
    for key in ("ArrowLeft", "Home", "c", "f", "?"):
        page.page.keyboard.press(key)
    expect(page.player).to_have_attribute("data-step", "60")
    expect(page.page.locator("#keys")).to_be_hidden()
    expect(page.page.locator("html:not(.bare)")).to_be_attached()
    page.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()
    page.page.keyboard.press("ArrowLeft")
    expect(page.player).to_have_attribute("data-step", "59")
    page.page.keyboard.press("s")
    expect(dialog).to_be_visible()


def test_the_link_is_what_is_on_screen(descent: Opener, address: str) -> None:
    page = descent("start=-7,%202&theme=dark", **CLIPBOARD)
    page.type("learning_rate", "0.5")
    page.page.locator("[data-go=previous]").click()
    panel = Panel(page.page)
    expected = f"{address}/en/descent?start=-7,%202&theme=dark&learning_rate=0.5&step=59"
    expect(panel.part("link")).to_have_value(expected)
    panel.part("copy-link").click()
    expect(panel.told()).to_have_text("Copied.")
    assert pasted(page.page) == expected
    panel.part("cite").click()
    expect(panel.told()).to_have_text("Copied.")
    panel.page.wait_for_function(
        "async () => (await navigator.clipboard.readText()).includes('CC')"
    )
    assert f"{address}/en/descent?start=-7,+2&learning_rate=0.5&step=59. CC BY" in pasted(page.page)
    panel.part("close").click()
    page.page.go_back()
    page.rest()
    Panel(page.page)
    expect(panel.part("link")).to_have_value(f"{address}/en/descent?start=-7,%202&theme=dark")


def test_a_picture_goes_to_the_clipboard(descent: Opener) -> None:
    page = descent("learning_rate=0.5", **CLIPBOARD)
    panel = Panel(page.page)
    panel.part("copy-picture").click()
    expect(panel.told()).to_contain_text("clipboard")
    kinds = page.page.evaluate("navigator.clipboard.read().then(([item]) => item.types)")
    assert kinds == ["image/png"]
    page.page.evaluate(
        "() => { navigator.clipboard.write = () => Promise.reject(new Error('forbidden')); }"
    )
    panel.part("copy-picture").click()
    expect(panel.told()).to_contain_text("PNG")


def test_a_file_has_the_size_and_the_colours_that_were_chosen(descent: Opener) -> None:
    page = descent("learning_rate=1.1")
    panel = Panel(page.page)
    assert {link.get_attribute("data-form") for link in panel.dialog.locator("a.form").all()} <= {
        form.name for form in forms_of(FIGURES["descent"])
    }
    panel.part("size").select_option("own")
    panel.part("width").fill("99999")
    expect(panel.part("problem")).to_contain_text("3,840")
    panel.part("width").fill("640")
    panel.part("height").fill("400")
    expect(panel.part("problem")).to_have_text("")
    panel.part("theme").select_option("dark")
    panel.part("language").select_option("ko")
    href = panel.form("png").get_attribute("href") or ""
    assert href == "/ko/figures/descent.png?learning_rate=1.1&theme=dark&width=640&height=400"
    with page.page.expect_download() as waiting:
        panel.form("png").click()
    with Image.open(waiting.value.path()) as picture:
        assert picture.size == (640, 400)
    assert waiting.value.suggested_filename == "descent-1.1.png"


def test_a_slow_file_tells_how_far_it_is(descent: Opener) -> None:
    page = descent("learning_rate=0.5")
    body = b"slow and ready\n{}\n" * 3
    lines = [b'{"done": 1, "of": 4}', b"", b'{"done": 3, "of": 4}']
    head = f'{{"bytes": {len(body)}, "name": "my.{HEAVY.name}", "type": "{HEAVY.media_type}"}}'
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body=b"\n".join([*lines, head.encode(), body]), content_type="text/plain")

    page.page.route("**/making/**", answer)
    panel = Panel(page.page)
    with page.page.expect_download() as waiting:
        panel.form(HEAVY.name).click()
    assert waiting.value.path().read_bytes() == body
    assert waiting.value.suggested_filename == f"my.{HEAVY.name}"
    expect(panel.told()).to_contain_text("is saved")
    expect(panel.dialog.locator("progress")).to_have_count(0)
    assert re.search(rf"/en/making/descent\.{HEAVY.name}\?learning_rate=0\.5", asked[0])


def test_a_slow_file_can_be_stopped(descent: Opener, complaints: Complaints) -> None:
    complaints.expected.append("422")
    page = descent()
    held: list[Route] = []
    page.page.route("**/making/**", lambda route: held.append(route))
    panel = Panel(page.page)
    panel.form(HEAVY.name).focus()
    page.page.keyboard.press("Enter")
    expect(panel.dialog.get_by_role("progressbar")).to_be_visible()
    with page.page.expect_event("requestfailed", lambda request: "/making/" in request.url):
        panel.dialog.get_by_role("button", name="Cancel").click()
    expect(panel.told()).to_contain_text("cancelled")
    expect(panel.form(HEAVY.name)).to_be_focused()
    page.page.unroute("**/making/**")
    refusal = {"detail": [{"loc": ["query"], "msg": "Not this one.", "type": "value_error"}]}
    page.page.route("**/making/**", lambda route: route.fulfill(status=422, json=refusal))
    panel.form(HEAVY.name).click()
    expect(panel.told()).to_have_text("Not this one.")


def test_the_code_follows_the_tick_boxes(new_page: NewPage, address: str) -> None:
    page = new_page()
    page.goto("/en/learning-rate?learning_rate=0.7")
    page.locator("html[data-ready]").wait_for(state="attached")
    panel = Panel(page, "rate-right")
    assert panel.dialog.locator("iframe").count() == 0
    panel.unfold("embed")
    source = f"{address}/en/embed/rate-right?learning_rate=0.7"
    expect(panel.part("code")).to_have_value(re.compile(f'src="{re.escape(source)}"'))
    frame = panel.dialog.frame_locator("iframe")
    expect(frame.locator("[name=learning_rate]")).to_have_value("0.7")
    boxes = panel.part("controls").locator("input")
    assert boxes.evaluate_all("all => all.filter(b => b.checked).map(b => b.value)") == [
        "learning_rate"
    ]
    panel.part("controls").get_by_label("Steps").check()
    panel.part("autoplay").check()
    expect(panel.part("code")).to_have_value(
        re.compile(r"learning_rate=0\.7&amp;controls=learning_rate,steps&amp;autoplay=1")
    )
    expect(frame.locator("[name=steps]")).to_be_visible()
    for box in ("Steps", "Learning rate η"):
        panel.part("controls").get_by_label(box, exact=True).uncheck()
    expect(panel.part("code")).to_have_value(re.compile("controls=player"))
    panel.part("player").uncheck()
    expect(panel.part("code")).to_have_value(re.compile(r"controls=none(?!&)"))
    panel.part("kind").select_option("latex")
    expect(panel.part("code")).to_have_value(re.compile(r"\\includegraphics.*\{rate-right\.pdf\}"))
    expect(panel.part("preview").locator("img")).to_be_visible()


def test_the_code_for_the_room_fills_the_screen(descent: Opener, address: str) -> None:
    page = descent("learning_rate=1.1&theme=projector")
    panel = Panel(page.page)
    panel.unfold("qr")
    small = panel.part("qr-picture")
    page.page.wait_for_function(
        "() => document.querySelector('[data-part=qr-picture]').naturalWidth > 0"
    )
    assert f"{address}/en/descent?learning_rate=1.1" in page.page.evaluate(
        "src => decodeURIComponent(src)", small.get_attribute("src")
    )
    panel.part("hall").click()
    hall = page.page.locator("#hall")
    expect(hall.locator("p")).to_have_text(f"{address}/en/descent?learning_rate=1.1")
    expect(hall).to_have_css("background-color", "rgb(255, 255, 255)")
    box = hall.locator("img").bounding_box()
    size = page.page.viewport_size
    assert box is not None and size is not None
    assert box["height"] > 0.75 * size["height"]
    page.page.keyboard.press("Escape")
    expect(hall).to_be_hidden()
    expect(panel.dialog).to_be_visible()


def test_a_guess_is_not_given_away(descent: Opener) -> None:
    panel = Panel(descent("predict=1").page)
    expect(panel.part("picture")).to_have_attribute("src", re.compile(r"/figures/field\.png"))
    expect(panel.part("link")).to_have_value(re.compile("predict=1"))


def test_axe_finds_nothing_in_it(new_page: NewPage) -> None:
    page = new_page(color_scheme="dark")
    page.goto("/ko/softmax")
    page.locator("html[data-ready]").wait_for(state="attached")
    panel = Panel(page, "softmax")
    panel.unfold("qr")
    panel.unfold("embed")
    expect(panel.dialog.locator("iframe")).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_a_phone_shows_all_of_it(descent: Opener) -> None:
    page = descent(lang="ko", viewport={"width": 320, "height": 700}, has_touch=True)
    for opener in page.page.locator("[data-share]:visible").all():
        box = opener.bounding_box()
        assert box is not None and min(box["width"], box["height"]) >= 44
    panel = Panel(page.page)
    panel.unfold("embed")
    panel.unfold("qr")
    assert panel.dialog.evaluate(WIDE) <= 0
