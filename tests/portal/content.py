"""The content of the sample portal, drawn from a seed: columns, articles, disclosures, names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from random import Random

from tests.portal import budget_texts, proposals, welfare
from tests.portal.articles import WRITERS, Draft
from tests.portal.columns import COLUMNS, static_articles
from tests.portal.model import (
    AS_OF,
    DEPARTMENT,
    HOST,
    PLAN_YEAR,
    REFERENCES,
    ZONE,
    Article,
    Column,
    Disclosure,
    Site,
    Zone,
)
from tests.portal.topics import gathered, topics
from tests.portal.words import OFFICES

Writer = Callable[[Random, dt.date], Draft]

#: Column, writer, number of articles, first and last day.
STREAMS: tuple[tuple[str, Writer, int, dt.date, dt.date], ...] = (
    ("ywdt", WRITERS["news"], 92, dt.date(2018, 1, 4), dt.date(2018, 12, 19)),
    ("sxdt", WRITERS["news"], 38, dt.date(2018, 2, 6), dt.date(2018, 12, 17)),
    ("tzgg", WRITERS["notice"], 46, dt.date(2018, 1, 9), dt.date(2018, 12, 14)),
    ("zcwj", WRITERS["policy"], 31, dt.date(2017, 3, 2), dt.date(2018, 11, 21)),
    ("zcjd", WRITERS["interpretation"], 17, dt.date(2018, 1, 23), dt.date(2018, 11, 23)),
    ("rsxx", WRITERS["personnel"], 12, dt.date(2018, 2, 7), dt.date(2018, 10, 30)),
    ("gs", WRITERS["publicity"], 14, dt.date(2018, 2, 27), dt.date(2018, 11, 28)),
    ("whdt", welfare.activity, 24, dt.date(2018, 6, 12), dt.date(2018, 12, 18)),
    ("mfkf", welfare.opening, 12, dt.date(2018, 6, 14), dt.date(2018, 11, 2)),
    ("tpgj", welfare.poverty, 16, dt.date(2018, 6, 15), dt.date(2018, 12, 13)),
)


def draw(seed: int = 2018) -> Site:
    """A compliant site."""
    rng = Random(seed)
    articles: list[Article] = []
    for stream in STREAMS:
        articles += _stream(rng, 10_001 + len(articles), *stream)
    articles += static_articles(rng, 20_001)
    site = Site(
        seed=seed,
        columns={c.key: _copy(c) for c in (*COLUMNS, *_topic_columns())},
        articles=articles,
        disclosures=disclosures(),
        proposals=proposals.draft(rng, 31_001),
        items=welfare.items(),
        zone=zone(),
    )
    for number, topic in enumerate(topics()):
        if hasattr(topic, "draw"):
            topic.draw(site, Random(f"{seed} {topic.__name__}"), 100_001 + 1_000 * number)
    return site


def _topic_columns() -> Iterator[Column]:
    for column in gathered("COLUMNS"):
        assert isinstance(column, Column)
        yield column


def _copy(column: Column) -> Column:
    """Columns are templates; every site has its own."""
    return Column(**{**vars(column), "intro": list(column.intro)})


def _stream(
    rng: Random, key: int, column: str, write: Writer, count: int, first: dt.date, last: dt.date
) -> list[Article]:
    """Articles spread evenly over the days from first to last, both included."""
    found = []
    titles: set[str] = set()
    span = (last - first).days
    for n in range(count):
        day = _weekday(first + dt.timedelta(days=span * n // max(1, count - 1)))
        title, body, files = _unlike(titles, rng, day, write)
        clock = f"{rng.randint(8, 17):02}:{rng.randint(0, 59):02}"
        source = rng.choice((DEPARTMENT, *OFFICES)) if column != "sxdt" else "市州文化局"
        views = rng.choice((2016, 2017, 2018, 2019, rng.randint(20, 4000)))
        found.append(
            Article(key + n, column, title, day, body, clock, source, views, attachments=files)
        )
    return found


def _unlike(titles: set[str], rng: Random, day: dt.date, write: Writer) -> Draft:
    """A draft whose title is new in its column, as far as twenty tries find one."""
    draft = write(rng, day)
    for _ in range(20):
        if draft[0] not in titles:
            break
        draft = write(rng, day)
    titles.add(draft[0])
    return draft


def _weekday(day: dt.date) -> dt.date:
    """Friday instead of a weekend."""
    return day - dt.timedelta(days=max(0, day.weekday() - 4))


def disclosures() -> list[Disclosure]:
    """Budget 2018 and account 2017 of the department and two units, and two older years."""
    date = dt.date
    library, culture = "陇原省图书馆", "陇原省文化馆"
    budget, account = ("预算", PLAN_YEAR), ("决算", PLAN_YEAR - 1)
    approved, unit_approved = date(2018, 2, 8), date(2018, 2, 11)
    settled, unit_settled = date(2018, 8, 6), date(2018, 8, 10)
    return [
        Disclosure(40_001, DEPARTMENT, "预算", 2017, date(2017, 2, 10), date(2017, 2, 24), "xlsx",
                   16_400, is_department=True),
        Disclosure(40_002, DEPARTMENT, "决算", 2016, date(2017, 8, 7), date(2017, 8, 22), "xlsx",
                   16_400, is_department=True),
        Disclosure(40_003, DEPARTMENT, *budget, approved, date(2018, 2, 23), "xlsx", 16_400,
                   is_department=True),
        Disclosure(40_004, library, *budget, unit_approved, date(2018, 2, 27), "pdf", 4_000),
        Disclosure(40_005, culture, *budget, unit_approved, date(2018, 2, 27), "html", 1_850),
        Disclosure(40_006, DEPARTMENT, *account, settled, date(2018, 8, 21), "docx", 16_400,
                   is_department=True),
        Disclosure(40_007, library, *account, unit_settled, date(2018, 8, 24), "pdf", 4_000),
        Disclosure(40_008, culture, *account, unit_settled, date(2018, 8, 24), "html", 1_850),
    ]  # fmt: skip


def zone() -> Zone:
    """The portal's names: two name servers, both families, everything on loopback."""
    both = {"A": ["127.0.0.1"], "AAAA": ["::1"]}
    servers = ("ns1." + ZONE, "ns2." + ZONE)
    records: dict[str, dict[str, list[str]]] = {
        ZONE: {
            "NS": [f"{name}." for name in servers],
            "SOA": [f"ns1.{ZONE}. hostmaster.{ZONE}. 2018122001 7200 900 1209600 300"],
        }
    }
    for name in (*servers, HOST, "www." + ZONE, *REFERENCES):
        records[name] = {kind: list(values) for kind, values in both.items()}
    records["cdn." + ZONE] = {"A": ["127.0.0.1"]}
    records["static." + ZONE] = {"CNAME": [f"{HOST}."]}
    return Zone(records)


def everything(site: Site) -> list[Article]:
    """All articles of the site whose column exists, generated ones included, newest first."""

    found = list(site.articles)
    found += [budget_texts.article(d, site.seed) for d in site.disclosures if d.shown]
    found += [proposals.reply(p) for p in site.proposals if p.shown]
    if site.overview_shown:
        found.append(proposals.overview(site, 32_001))
    if site.items_shown:
        found.append(welfare.item_table(site, 33_001))
    kept = [a for a in found if a.column in site.columns and a.day <= AS_OF]
    return sorted(kept, key=lambda a: (a.day, a.clock, a.key), reverse=True)
