"""Major projects of the register, the stages they reached, and what the site shows of each."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final
from weakref import WeakKeyDictionary

from checks._declare import subjects
from checks._holdings import refuse_blind, rows_of
from checks._inspections import bears
from checks._powers import plain
from checks._publications import Publication, publications
from store.judgements import Evidence
from store.snapshot import Register, Snapshot

#: Kinds of columns in which projects are published.
KINDS: Final = ("projects", "procurement")
#: Class of information → words of stages and titles. The plan itself names the first, third, fourth
#: and fifth; the others are of 国办发〔2017〕94号, recalled.
STAGES: Final[Mapping[str, str]] = {
    "批准结果": r"批准|批复|核准|备案|立项|可行性研究|可研|初步设计|初设|概算|选址|用地|规划许可|环评",
    "招标": r"招标|资格预审|采购公告|磋商公告|谈判公告|询价|比选|招标文件",
    "中标结果": r"中标|成交|中选|候选人|采购结果|定标",
    "合同订立": r"合同(?!履行|履约|变更)",
    "合同履行": r"履行|履约|变更|支付进度|进展",
    "施工": r"施工|开工|建设进度|工程进度",
    "质量安全": r"质量|安全监督|安全生产|监理",
    "竣工": r"竣工|验收|结算|决算审计|交付",
}
#: Those that the plan's words name.
NAMED: Final = frozenset({"批准结果", "中标结果", "合同订立", "合同履行"})
_ANY: Final = re.compile(
    r"项目|工程|招标|中标|成交|采购|合同|竣工|验收|开工|施工|批复|初步设计|可行性研究|核准"
)
#: Characters of a text that tell what it is about.
_BEGIN: Final = 400
#: Fewest characters of a project's name by which it is known.
_LEAST: Final = 5


@dataclass(frozen=True, eq=False)
class Project:
    """A project of the register with all its rows."""

    snapshot: Snapshot
    register: Register
    rows: tuple[Mapping[str, Any], ...]

    @property
    def key(self) -> str:
        """Its code."""
        return str(self.rows[0]["code"])

    @property
    def title(self) -> str:
        """Its name."""
        return str(self.rows[0]["name"])

    @cached_property
    def reached(self) -> dict[str, dt.date | None]:
        """Class of information → the day on which its stage was reached, None when not told."""
        found: dict[str, dt.date | None] = {}
        for row in self.rows:
            for stage, day in row.get("stage_dates") or ():
                for name in classes_of(stage):
                    known = found.get(name)
                    found[name] = min(day, known) if known else day
            for name in classes_of(row["stage"]):
                found.setdefault(name, None)
        as_of = self.snapshot.run.as_of
        return {name: day for name, day in found.items() if day is None or day <= as_of}

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """Where the office says that it is published."""
        return tuple(url for row in self.rows for url in row.get("published_at") or ())

    @cached_property
    def pages(self) -> tuple[Publication, ...]:
        """Everything on the site that bears its code or its name."""
        return tuple(p for p in _candidates(self.snapshot) if self._is_about(p))

    @property
    def shown(self) -> Evidence:
        """Its row in the register."""
        row = self.rows[0]
        return self.register.evidence(row, f"{row['code']} {row['name']} {row['stage']}")

    def _is_about(self, publication: Publication) -> bool:
        if publication.url in self.addresses:
            return True
        raw, name = f"{publication.title} {publication.text}", plain(self.title)
        if self.key[:4] not in raw and self.title[:3] not in raw:
            return False  # cheap, and true of nearly all pages
        if bears(publication, self.key.upper()):
            return True
        return len(name) >= _LEAST and name in plain(f"{publication.title} {publication.text}")


def classes_of(stage: str) -> tuple[str, ...]:
    """The classes of information that a stage's name belongs to."""
    return tuple(name for name, words in STAGES.items() if re.search(words, stage))


def tells(publication: Publication, name: str) -> bool:
    """Whether a publication is of a class: by its title or, when that says nothing, its begin."""
    titled = classes_of(publication.title)
    return name in (titled or classes_of(publication.text[:_BEGIN]))


@subjects
def projects(snapshot: Snapshot) -> Iterator[Project]:
    """The projects of the register, each once."""
    refuse_blind(snapshot)
    register, rows = rows_of(snapshot, "projects", "6", "projects.stages-published")
    codes = dict.fromkeys(row["code"] for row in rows)
    for code in codes:
        yield Project(snapshot, register, tuple(row for row in rows if row["code"] == code))


_KNOWN: WeakKeyDictionary[Snapshot, tuple[Publication, ...]] = WeakKeyDictionary()


def _candidates(snapshot: Snapshot) -> tuple[Publication, ...]:
    """Everything titled like a step of a project, gathered once a snapshot."""
    if snapshot not in _KNOWN:
        _KNOWN[snapshot] = publications(snapshot, _ANY)
    return _KNOWN[snapshot]
