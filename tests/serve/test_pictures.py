"""The documents' pictures: of a room that is played here, of an explorer and of a report, as their pages are now."""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.chromium import CHROMIUM, SWITCHES
from tests.cli.conftest import within
from tests.serve.conftest import HERE, Site
from tests.serve.processes import page_in
from tests.serve.scene import Scene, prepare, scenes, text_of

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

ROOT = Path(__file__).parent.parent.parent
PICTURES = ROOT / "docs/pictures"
DOCUMENTS = [ROOT / "docs" / f"{name}.md" for name in ("for-workshops", "for-strategists")]
DRAWS = os.environ.get("EQUIPOISE_DRAW") == "workshops"
"""Whether the pictures are drawn, instead of being compared: ``make pictures`` asks for it."""
ASKED, FEW = "audio-chips", ("--replications", "200")
"""Of which the report and the explorer are drawn, and in how many runs."""
LARGEST = 80_000
"""Bytes."""
WIDEST = 1000
"""Pixels."""
AT_REST = "#answer[aria-busy=false]"
COLOURS = 64
"""Of a picture: enough for letters and lines."""


def test_pictures_are_of_the_pages_as_they_are(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare(site, monkeypatch)
    drawn_or_as_kept(site, ((scene, site.get(scene.path).text) for scene in scenes(site)))


def test_pictures_of_answers_are_of_the_pages_as_they_are(site: Site) -> None:
    assert within(site.folder, "compare", ASKED, *FEW, "--out", "report").code == 0
    report = (site.folder / "report/report.html").read_text(encoding="utf-8")
    first, explorer = Scene("report", "", 680, 960), Scene("explorer", f"/x/{ASKED}?predict=0", 1280, 800, "", AT_REST)
    controls = page_in(site.get(explorer.path).text)["controls"]
    labels = "\n".join(f"<p>{control['label']}</p>" for control in controls if control["group"] == "levers")
    drawn_or_as_kept(site, [(first, f"{report.partition('</section>')[0]}</section>"), (explorer, labels)])


def drawn_or_as_kept(site: Site, pages: Iterable[tuple[Scene, str]]) -> None:
    """Draw pages and keep their texts, or find that these are as they are kept."""
    stale = []
    with drawing(site) as draw:
        for scene, page in pages:
            text, kept = text_of(page, scene.part), PICTURES / f"{scene.name}.txt"
            if draw is not None:
                kept.write_text(text, encoding="utf-8", newline="\n")
                draw(scene, page)
            elif not kept.exists() or kept.read_text(encoding="utf-8") != text:
                stale.append(scene.name)
    assert not stale, f"docs/pictures: {', '.join(stale)} is of a page that says something else now: run make pictures"


@contextmanager
def drawing(site: Site) -> Iterator[Any]:
    """Draw pages as a browser shows them: what the server says, or, where it is named, what is ready after that.

    None where nobody asks for it.
    """
    if not DRAWS:
        yield None
        return
    from PIL import Image  # noqa: PLC0415 - for who draws
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - for who draws

    assert CHROMIUM is not None, "no Chromium is on the path: nothing is drawn"
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)

        def serve(route: "Route") -> None:
            asked = route.request
            got = site.client.request(
                asked.method, asked.url.removeprefix(HERE), content=asked.post_data_buffer, headers={"origin": HERE}
            )
            route.fulfill(status=got.status_code, headers=dict(got.headers), body=got.content)

        def draw(scene: Scene, text: str) -> None:
            size = {"width": scene.width, "height": scene.height}
            page: Page = browser.new_page(viewport=size, java_script_enabled=bool(scene.ready), base_url=HERE)  # type: ignore[arg-type]
            page.route("**/*", serve)
            if scene.path:
                page.goto(scene.path)
            else:
                page.emulate_media(media="print")  # a sheet of paper
                page.set_content(text)
            if scene.ready:
                page.locator(scene.ready).wait_for(state="attached")
            what = page.locator(f"#{scene.part}" if scene.part else "body")
            drawn = Image.open(BytesIO(page.screenshot() if scene.ready else what.screenshot()))
            drawn.thumbnail((WIDEST, drawn.height))
            drawn.convert("RGB").quantize(COLOURS).save(PICTURES / f"{scene.name}.png", optimize=True)
            page.close()

        yield draw
        browser.close()


def test_the_document_shows_each_picture_and_they_are_small() -> None:
    texts = "".join(document.read_text(encoding="utf-8") for document in DOCUMENTS)
    shown = re.findall(r"\]\(pictures/(\w+)\.png\)", texts)
    assert sorted(shown) == sorted(path.stem for path in PICTURES.glob("*.png"))
    assert sorted(shown) == sorted(path.stem for path in PICTURES.glob("*.txt"))
    for path in PICTURES.glob("*.png"):
        assert path.stat().st_size < LARGEST, path.name
        assert int.from_bytes(path.read_bytes()[16:20], "big") <= WIDEST, path.name
