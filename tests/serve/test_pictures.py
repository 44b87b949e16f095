"""The pictures in ``docs/for-workshops.md``: drawn of a room that is played here, and of its pages as they are now."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.serve.conftest import HERE, Site
from tests.serve.scene import Scene, prepare, scenes, text_of

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

ROOT = Path(__file__).parent.parent.parent
PICTURES = ROOT / "docs/pictures"
DOCUMENT = ROOT / "docs/for-workshops.md"
DRAWS = os.environ.get("EQUIPOISE_DRAW") == "workshops"
"""Whether the pictures are drawn, instead of being compared: ``make pictures`` asks for it."""
LARGEST = 80_000
"""Bytes."""
COLOURS = 64
"""Of a picture: enough for letters and lines."""


def test_pictures_are_of_the_pages_as_they_are(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare(site, monkeypatch)
    stale = []
    with drawing(site) as draw:
        for scene in scenes(site):
            text, kept = text_of(site.get(scene.path).text, scene.part), PICTURES / f"{scene.name}.txt"
            if draw is not None:
                kept.write_text(text, encoding="utf-8", newline="\n")
                draw(scene)
            elif not kept.exists() or kept.read_text(encoding="utf-8") != text:
                stale.append(scene.name)
    assert not stale, f"docs/pictures: {', '.join(stale)} is of a page that says something else now: run make pictures"


@contextmanager
def drawing(site: Site) -> Iterator[Any]:
    """Draw pages as a browser without scripts shows them: what the server says. None where nobody asks for it."""
    if not DRAWS:
        yield None
        return
    from PIL import Image  # noqa: PLC0415 - for who draws
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - for who draws

    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found is not None, "no Chromium is on the path: nothing is drawn"
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])

        def serve(route: "Route") -> None:
            got = site.get(route.request.url.removeprefix(HERE))
            route.fulfill(status=got.status_code, headers=dict(got.headers), body=got.content)

        def draw(scene: Scene) -> None:
            size = {"width": scene.width, "height": scene.height}
            page: Page = browser.new_page(viewport=size, java_script_enabled=False, base_url=HERE)  # type: ignore[arg-type]
            page.route("**/*", serve)
            page.goto(scene.path)
            what = page.locator(f"#{scene.part}" if scene.part else "body")
            drawn = Image.open(BytesIO(what.screenshot()))
            drawn.convert("RGB").quantize(COLOURS).save(PICTURES / f"{scene.name}.png", optimize=True)
            page.close()

        yield draw
        browser.close()


def test_the_document_shows_each_picture_and_they_are_small() -> None:
    shown = re.findall(r"\]\(pictures/(\w+)\.png\)", DOCUMENT.read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(path.stem for path in PICTURES.glob("*.png"))
    assert sorted(shown) == sorted(path.stem for path in PICTURES.glob("*.txt"))
    for path in PICTURES.glob("*.png"):
        assert path.stat().st_size < LARGEST, path.name
        assert int.from_bytes(path.read_bytes()[16:20], "big") <= 1000, path.name  # pixels wide
