"""``make screenshots``: renews the pictures of the report that the two READMEs show."""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Page

from reports import write_report
from tests.reports import ledgers
from tests.reports.browsing import NARROW, WIDE, address, chromium

DOCS = Path("docs")
#: Name → page of the report and the size of the window.
PICTURES = {
    "report": ("index.html", WIDE),
    "report-findings": ("findings/index.html", WIDE),
    "report-finding": ("findings/甘文旅-2018-0001.html", (1366, 1100)),
    "report-phone": ("index.html", NARROW),
}
PRINTED = "report-print"
LARGEST = 300_000


def main() -> int:
    """Draw all of them; 1 when one is too large to be shown."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        write_report(ledgers.results(), Path(folder))
        page = browser.new_page()
        drawn = {name: _shot(page, Path(folder) / file, size)
                 for name, (file, size) in PICTURES.items()}  # fmt: skip
        drawn[PRINTED] = _printed(page, Path(folder) / "index.html")
    for name, picture in drawn.items():
        (DOCS / f"{name}.png").write_bytes(picture)
        print(f"docs/{name}.png {len(picture) / 1000:.0f} kB")
    return int(max(map(len, drawn.values())) > LARGEST)


def _shot(page: Page, file: Path, size: tuple[int, int]) -> bytes:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(address(file))
    return _small(Image.open(io.BytesIO(page.screenshot())))


def _printed(page: Page, file: Path) -> bytes:
    """The first two sheets of the printed report, side by side."""
    page.goto(address(file))
    with pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True)) as pdf:
        sheets = [pdf[number].render(scale=1.1).to_pil() for number in range(2)]
    width, height = sheets[0].size
    both = Image.new("RGB", (2 * width + 24, height), "#d9d3c9")
    for place, sheet in enumerate(sheets):
        both.paste(sheet, (place * (width + 24), 0))
    return _small(both)


def _small(picture: Image.Image) -> bytes:
    """A PNG with at most 64 colours: text and lines need no more."""
    held = io.BytesIO()
    picture.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(held, "PNG", optimize=True)
    return held.getvalue()


if __name__ == "__main__":
    sys.exit(main())
