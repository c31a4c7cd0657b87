"""How long the checks take over stored pages, and how much memory: 10,000 and more, as a table.

Each size is stored by one process and judged by another, which measures itself from the first
row read to the last judgement. The pages are those of a portal: lists with dated entries,
articles with metadata, guides, letters, attachments, about sixty links each.
"""

from __future__ import annotations

import datetime as dt
import json
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from checks._run import judge
from checks._selftest import broken
from store.column_kinds import kinds
from store.config import Config, Crawl, Network, Portal, Store
from store.evidence import digest_of
from store.facts import (
    AttachmentFacts,
    DateCandidate,
    Facts,
    Guide,
    Link,
    ListItem,
    Message,
    PageFacts,
    Published,
    Table,
)
from store.frontier import Discovered
from store.loading import coverage_of, snapshot_of
from store.nights import Night, State, open_night, set_state, store_columns, stored_night
from store.recording import Batch, Reading, Recorder
from store.snapshot import ColumnView, Item
from store.vocabulary import Fetch, Place

URL = "http://bench.test/"
DAY = dt.date(2018, 12, 20)
SIZES = (10_000, 30_000, 100_000)
TEXT = (
    "各市州文化行政部门:\n为贯彻落实政务公开工作要点,现将有关事项通知如下。请各单位结合实际认真执行,"
    "并于2018年12月31日前报送情况。联系电话:0931-8841203。\n"
) * 22
_NAV = tuple(Link(f"/{kind}/", each.title, Place.NAV) for kind, each in kinds().items())
_MORE = tuple(Link(f"/x/{n}.html", f"相关链接{n}", Place.NAV) for n in range(60 - len(_NAV)))
_META = {
    "sitename": ("省文化厅",),
    "contentsource": ("省文化厅",),
    "pubdate": ("2018-06-29 10:00",),
}


def main(arguments: list[str]) -> None:
    """``FOLDER``: all sizes as a table; ``FOLDER store N`` and ``FOLDER judge N``: one of them."""
    root = Path(arguments[0])
    if len(arguments) == 1:
        _table(root)
    elif arguments[1] == "store":
        _store(root, int(arguments[2]))
    else:
        print(json.dumps(_judge(root, int(arguments[2]))))


def _table(root: Path) -> None:
    print(
        "| stored pages | seconds | µs a page | peak RSS MB | judgements |\n|---|---|---|---|---|"
    )
    for size in SIZES:
        words = [sys.executable, "-m", "tests.bench.checks", str(root)]
        subprocess.run([*words, "store", str(size)], check=True)
        told = subprocess.run(
            [*words, "judge", str(size)], check=True, capture_output=True, text=True
        )
        got = json.loads(told.stdout)
        print(
            f"| {size:,} | {got['seconds']:.1f} | {got['seconds'] / size * 1e6:.0f} | "
            f"{got['rss']:.0f} | {got['judgements']:,} |",
            flush=True,
        )
        shutil.rmtree(_folder(root, size))
    print(f"self-test of all checks: {got['selftest']:.2f} s")


def _judge(root: Path, count: int) -> dict[str, float]:
    """Seconds, peak memory (MB of this process, interpreter included) and judgements of a run."""
    begun = time.perf_counter()
    broken()
    between = time.perf_counter()
    _, judgements = judge(snapshot_of(stored_night(_config(root, count))), {})
    ended = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "seconds": ended - between, "selftest": between - begun, "rss": peak,
        "judgements": len(judgements),
    }  # fmt: skip


def _folder(root: Path, count: int) -> Path:
    return root / f"checks-{count}"


def _config(root: Path, count: int) -> Config:
    return Config(
        portal=Portal(name="bench", start_url=URL, hosts=("bench.test",)), crawl=Crawl(),
        network=Network(ipv6=False, outbound_links=0, search_titles=0),
        store=Store(directory=str(_folder(root, count).resolve())),
    )  # fmt: skip


# -- the portal -----------------------------------------------------------------------------------


def _store(root: Path, count: int) -> None:
    """Store a run of ``count`` captures."""
    shutil.rmtree(_folder(root, count), ignore_errors=True)
    night = open_night(_config(root, count), dt.datetime.now(dt.UTC), DAY)
    words = list(kinds())
    articles = count - 1 - len(words)
    owned: dict[str, list[int]] = {kind: [] for kind in words}
    for number in range(articles):
        owned[words[number % len(words)]].append(number)
    _record(night, _pages(owned), count)
    store_columns(night, [_column(kind, held) for kind, held in owned.items()])
    set_state(night, State.CRAWLED, coverage=coverage_of(night, snapshot_of(night)))


def _pages(owned: dict[str, list[int]]) -> Iterator[tuple[str, str, Place, Facts]]:
    """Address, anchor, place and facts of every capture."""
    yield URL, "", Place.NAV, _page("省文化厅", "", None)
    for kind, held in owned.items():
        yield f"{URL}{kind}/", kinds()[kind].title, Place.NAV, _list(kind, held)
    for kind, held in owned.items():
        for number in held:
            yield _url(kind, number), _title(kind, number), Place.LIST, _article(kind, number)


def _url(kind: str, number: int) -> str:
    return f"{URL}{kind}/{number}.{'pdf' if number % 50 == 7 else 'html'}"


def _title(kind: str, number: int) -> str:
    return f"关于{kinds()[kind].title}第{number}号事项的通知"


def _date(number: int, label: str = "发布日期:") -> DateCandidate:
    day = DAY - dt.timedelta(days=number % 900)
    return DateCandidate(day, f"{label}{day}", Place.HEADER, "label-ymd", 1)


def _page(title: str, text: str, on: DateCandidate | None, **more: object) -> PageFacts:
    published = Published(on, (on,)) if on else Published()
    return PageFacts(
        title=title, head_title=title, text=text, links=(*_NAV, *_MORE), published=published,
        meta=_META, source="省文化厅", **more,
    )  # type: ignore[arg-type]  # fmt: skip


def _list(kind: str, held: list[int]) -> PageFacts:
    items = tuple(ListItem(_url(kind, n), _title(kind, n), _date(n)) for n in held[:20])
    return _page(kinds()[kind].title, "", None, items=items)


def _article(kind: str, number: int) -> Facts:
    title, on = _title(kind, number), _date(number)
    if number % 50 == 7:
        table = Table((("项目", "金额"), ("合计", "12.00")), "收支总表", "第1页", "万元")
        return AttachmentFacts(kind="pdf", pages=(TEXT,), tables=(table,))
    if number % 50 == 8:
        told = {
            "事项名称": title,
            "设定依据": "条例",
            "办理材料": "申请表",
            "联系电话": "0931-8841203",
        }
        return _page(title, TEXT, on, guide=Guide(title, told))
    if number % 50 == 9:
        letter = Message(title, "请问", str(on.day), "已办结", "您好," + TEXT[:300], str(on.day))
        return _page(title, TEXT, on, messages=(letter,))
    return _page(title, f"{TEXT}第{number}号", on, written=on)


def _column(kind: str, held: list[int]) -> ColumnView:
    items = tuple(
        Item(_url(kind, n), _title(kind, n), _date(n), f"{URL}{kind}/") for n in held[:500]
    )
    url = f"{URL}{kind}/"
    return ColumnView(kinds()[kind].title, (kind,), url, (url,), items, complete=True)


def _record(night: Night, pages: Iterator[tuple[str, str, Place, Facts]], count: int) -> None:
    """Captures and readings, a thousand at a time; no WARC, which judging does not open."""
    recorder = Recorder(night.engine, night.run_id, night.config.evidence_folder, "1", 10**9, "b")
    now, batch = dt.datetime.now(dt.UTC), Batch()
    for number, (url, anchor, place, facts) in enumerate(pages, start=1):
        media = "application/pdf" if isinstance(facts, AttachmentFacts) else "text/html"
        digest = digest_of(url.encode())
        batch.discovered.append(
            Discovered(url, 1 if number < 100 else 2, anchor=anchor, place=place)
        )
        batch.readings.append(Reading.of(digest, media, facts))
        batch.captures.append({
            "id": number, "outcome": Fetch.FETCHED, "status": 200, "fetched_at": now,
            "media": media, "digest": digest,
        })  # fmt: skip
        if number % 1000 == 0 or number == count:
            recorder.commit(Batch(discovered=batch.discovered))
            recorder.commit(Batch(captures=batch.captures, readings=batch.readings))
            batch = Batch()


if __name__ == "__main__":
    main(sys.argv[1:])
