"""Pictures of pages as captured: from the archive alone, the place outlined, within bounds."""

from __future__ import annotations

import http.server
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from crawler.browser import missing
from crawler.pictures import Pictures
from store.config import Config, Portal, Reports
from store.evidence import digest_of
from store.facts import PageFacts, PrivateNumber
from store.judgements import Evidence
from store.loading import snapshot_of
from store.nights import Night, open_night
from tests.store.conftest import NOW
from tests.store.records import discover, fetch, recorder_of

WORDS = "本单位2018年预算共 8,412 万元"
PAGE = """<html><head><meta charset="utf-8"><link rel="stylesheet" href="/style.css">
<script>document.write('<h1 id="script">SCRIPT RAN</h1>');</script>
<meta http-equiv="refresh" content="0;url={base}elsewhere.html"></head><body>
<img src="{base}picture.png"><iframe src="{base}frame.html"></iframe>
<div style="height:3000px">上文</div><p>前面的话，<b>本单位2018年</b>预算共８，４１２万元。后面的话。</p>
<div style="height:3000px">下文</div></body></html>"""
RED = (221, 0, 0)


@pytest.fixture(autouse=True)
def _browser() -> None:
    if reason := missing(settings(Path(), "http://127.0.0.1/")):
        pytest.skip(reason)


@contextmanager
def counting() -> Iterator[tuple[str, list[str]]]:
    """A server on loopback that notes what is asked of it."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", asked
        server.shutdown()


def settings(folder: Path, url: str, **reports: int) -> Config:
    host = url.split("/")[2]
    return Config(portal=Portal(name="文旅局", start_url=url, hosts=(host,)), folder=folder,
                  reports=Reports(**reports))  # type: ignore[arg-type]  # fmt: skip


def captured(config: Config, pages: dict[str, tuple[str, PageFacts]]) -> Night:
    night = open_night(config, NOW)
    recorder = recorder_of(night)
    for target in discover(night, *pages):
        body, facts = pages[target.url]
        recorder.commit(fetch(recorder, target, body.encode(), facts))
    recorder.close()
    return night


def evidence_of(night: Night, url: str, words: str = WORDS) -> Evidence:
    return snapshot_of(night).capture(url).evidence("quote", words)


def red_box(png: bytes) -> tuple[int, int, int, int] | None:
    """The box around all pixels of the outline's colour."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    pixels = image.load()
    assert pixels is not None
    found = [(x, y) for x in range(image.width) for y in range(image.height) if pixels[x, y] == RED]
    if not found:
        return None
    xs, ys = [x for x, _ in found], [y for _, y in found]
    return min(xs), min(ys), max(xs), max(ys)


def test_a_page_is_drawn_from_the_archive_with_its_place_outlined(tmp_path: Path) -> None:
    with counting() as (base, asked):
        url = f"{base}a.html"
        config = settings(tmp_path, url)
        night = captured(config, {url: (PAGE.replace("{base}", base), PageFacts(text="x"))})
        with Pictures(night, snapshot_of(night)) as pictures:
            picture = pictures.of(evidence_of(night, url))
        night.engine.dispose()
        assert asked == []
    assert picture is not None
    assert picture.outlined
    assert picture.made_by.startswith("Chromium ")
    assert digest_of(picture.png) == picture.digest
    assert (config.picture_folder / f"{picture.digest[7:]}.png").read_bytes() == picture.png
    box = red_box(picture.png)
    assert box is not None  # scrolled to, 3,000 pixels down the page
    assert 100 < box[2] - box[0] < 600
    assert 10 < box[3] - box[1] < 60


def test_a_picture_is_made_once_and_made_again_when_its_file_was_changed(tmp_path: Path) -> None:
    url = "http://127.0.0.1:9/a.html"
    night = captured(settings(tmp_path, url), {url: ("<p>预算公开了</p>", PageFacts(text="x"))})
    evidence = evidence_of(night, url, "预算公开了")
    with Pictures(night, snapshot_of(night)) as pictures:
        first = pictures.of(evidence)
    assert first is not None
    with Pictures(night, snapshot_of(night)) as pictures:
        assert pictures.of(evidence) == first
        assert pictures._browser is None  # nothing had to be opened
    (night.config.picture_folder / f"{first.digest[7:]}.png").write_bytes(b"changed")
    with Pictures(night, snapshot_of(night)) as pictures:
        assert pictures.of(evidence) == first
    night.engine.dispose()


def test_words_that_are_not_there_are_not_outlined(tmp_path: Path) -> None:
    url = "http://127.0.0.1:9/a.html"
    night = captured(settings(tmp_path, url), {url: ("<p>预算公开了</p>", PageFacts(text="x"))})
    with Pictures(night, snapshot_of(night)) as pictures:
        picture = pictures.of(evidence_of(night, url, "别的话"))
    night.engine.dispose()
    assert picture is not None
    assert not picture.outlined
    assert red_box(picture.png) is None


@pytest.mark.parametrize(
    ("facts", "reports"),
    [
        (PageFacts(private=(PrivateNumber("identity", "正文", "62**"),)), {}),
        (PageFacts(), {"pictures": 0}),
    ],
)
def test_private_pages_and_more_than_is_allowed_are_not_drawn(
    tmp_path: Path, facts: PageFacts, reports: dict[str, int]
) -> None:
    url = "http://127.0.0.1:9/a.html"
    night = captured(
        settings(tmp_path, url, **reports), {url: ("<p>620102199001011234</p>", facts)}
    )
    with Pictures(night, snapshot_of(night)) as pictures:
        assert pictures.of(evidence_of(night, url)) is None
        assert pictures._browser is None
    night.engine.dispose()


def test_the_number_of_pictures_is_bounded(tmp_path: Path) -> None:
    urls = [f"http://127.0.0.1:9/{n}.html" for n in range(3)]
    pages = {url: (f"<p>{url}</p>", PageFacts(text=url)) for url in urls}
    night = captured(settings(tmp_path, urls[0], pictures=2), pages)
    with Pictures(night, snapshot_of(night)) as pictures:
        drawn = [pictures.of(evidence_of(night, url)) for url in urls]
    night.engine.dispose()
    assert [each is not None for each in drawn] == [True, True, False]


def test_other_evidence_has_no_picture(tmp_path: Path) -> None:
    url = "http://127.0.0.1:9/a.html"
    night = captured(settings(tmp_path, url), {url: ("<p>x</p>", PageFacts(text="x"))})
    with Pictures(night, snapshot_of(night)) as pictures:
        assert pictures.of(Evidence(kind="probe", url=url)) is None
        assert pictures.of(Evidence(kind="register-row", source_digest="sha256:1")) is None
        assert pictures.of(Evidence(kind="quote", url="http://h/x", capture_id=99)) is None
    night.engine.dispose()
