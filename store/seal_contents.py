"""Recomputing what a seal lists: rows of the database, records and bodies, inputs and report.

Of a run whose snapshot was pruned only what stayed is recomputed: rows that are still there, and
the records that its findings cite. What is gone is said, not excused: its digest stays sealed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import msgspec
from sqlalchemy import Engine, select

from store import seal_files as files
from store.config import Config
from store.errors import Unseen
from store.evidence import read_body
from store.model import findings, judgements, runs, warc_files
from store.seal import Seal
from store.seal_aside import judged_rows, numbers_of
from store.seal_files import Records
from store.seal_open import DAMAGED, Signed
from store.seal_proofs import Proof, beijing, concluded
from store.seal_rows import Captured, captured, lasting, searched
from store.vocabulary import Outcome

#: Lists in which rows may be missing once a run was pruned; a changed row never may.
_PRUNED = "captures/", "events/", "columns/", "registers/", "cards/", "judgements/"


@dataclass(frozen=True)
class Contents:
    """A seal with its lists, to be compared with what is stored now."""

    config: Config
    engine: Engine
    seal: Seal
    signed: Signed
    lists: Mapping[str, Mapping[str, str]]

    def proofs(self) -> Iterator[Proof]:
        """Everything the lists name, recomputed."""
        if self.pruned is not None:
            told = f"这次巡检的快照于 {beijing(self.pruned)} 按保留规则清理过，以下核验保留的部分"
            yield Proof(True, told)
        total = len(self.lists["captures"])
        yield from concluded(self._captures(), f"抓取记录和网页内容与封存一致（{total} 项）")
        total = len(self.lists["rows"])
        told = f"探测记录、巡检事件、人工登记和问题的变化与封存一致（{total} 项）"
        yield from concluded(self._rows(), told)
        total = len(self.lists["judged"])
        told = f"判定、栏目、台账、检查项说明和引用编号与封存一致（{total} 项）"
        yield from concluded(self._judged(), told)
        yield from concluded(self._evidence(), "证据文件（WARC）与封存一致")
        yield from concluded(self._inputs(), "配置、要点和依据与封存一致")
        total = len(self.lists["report"])
        told = f"报告与封存一致（{self._folder}，{total} 个文件）"
        yield from concluded(self._report(), told)

    @cached_property
    def pruned(self) -> dt.datetime | None:
        """When retention took away what no finding rests on; None when it did not."""
        query = select(runs.c.pruned_at).where(runs.c.id == self.seal.run_id)
        with self.engine.connect() as connection:
            at: dt.datetime | None = connection.execute(query).scalar()
        return at

    @property
    def _folder(self) -> str:
        return str(self.config.report_folder / self.seal.name)

    # -- captures ---------------------------------------------------------------------------------

    def _captures(self) -> Iterator[str]:
        waiting = {name for name in self.lists["captures"] if name.startswith("captures/")}
        with Records(self.config.evidence_folder) as records:
            for each in captured(self.engine, self.seal.run_id):
                waiting.discard(each.row.name)
                if self.pruned is None or each.id in self._cited:
                    yield from capture_problems(self.config, records, each, self.lists["captures"])
                else:
                    yield from row_problems(each, self.lists["captures"])
        if self.pruned is not None:
            waiting &= {f"captures/{key}.json" for key in self._cited}
        yield from (f"{name} 对应的抓取记录不见了" for name in sorted(waiting))
        if self.pruned is not None:
            return
        now = files.sha256(searched(captured(self.engine, self.seal.run_id)))
        if now != self.lists["captures"]["searched.txt"]:
            yield "“检索范围”的清单与抓取记录不符"

    @cached_property
    def _cited(self) -> frozenset[int]:
        """The captures that failed judgements point at."""
        query = select(judgements.c.body).where(
            judgements.c.run_id == self.seal.run_id, judgements.c.outcome == Outcome.FAIL
        )
        with self.engine.connect() as connection:
            found = connection.execute(query).scalars().all()
        pieces = (piece for body in found for piece in body.get("evidence", ()))
        return frozenset(each["capture_id"] for each in pieces if each.get("capture_id"))

    # -- rows -------------------------------------------------------------------------------------

    def _rows(self) -> Iterator[str]:
        added = {name: (a, b) for name, (a, b) in self.signed.manifest["added"].items()}
        found = {
            each.name: (each.digest, each.told)
            for each in lasting(self.engine, self.seal.run_id, added)
        }
        expected = self.lists["rows"]
        known = {name: each for name, each in found.items() if name in expected}  # events are added
        yield from self._differences(expected, known)

    def _judged(self) -> Iterator[str]:
        try:
            rows = list(judged_rows(self.config, self.engine, self.seal))
            numbers = list(numbers_of(self.config, self.seal))
        except DAMAGED as error:
            yield f"封存 {self.seal.name} 另存的判定无法读取：{error}"
            return
        found = {each.name: (each.digest, each.told) for each in rows}
        yield from self._differences(self.lists["judged"], found)
        under = {msgspec.json.decode(each.content)["judgement"] for each in numbers}
        if self.pruned is not None:  # what stands under a number is never pruned
            yield from (f"{name} 不见了" for name in sorted(under - found.keys()))
        given = {msgspec.json.decode(each.content)["citation"] for each in numbers}
        with self.engine.connect() as connection:
            still = set(connection.execute(select(findings.c.citation)).scalars())
        yield from (f"引用编号 {citation} 不见了" for citation in sorted(given - still))

    def _differences(
        self, expected: Mapping[str, str], found: Mapping[str, tuple[str, str]]
    ) -> Iterator[str]:
        for name, digest in expected.items():
            if name not in found:
                if self.pruned is None or not name.startswith(_PRUNED):
                    yield f"{name} 不见了"
            elif found[name][0] != digest:
                yield f"{found[name][1]}已被改动（{name}）"
        for name in sorted(found.keys() - expected.keys()):
            yield f"{found[name][1]}是封存之后加进去的（{name}）"

    # -- files ------------------------------------------------------------------------------------

    def _evidence(self) -> Iterator[str]:
        for name, digest in self.lists["evidence"].items():
            path = self.config.evidence_folder / name.removeprefix("warc/")
            if path.name in self._thinned:
                continue  # records that are cited are compared one by one
            try:
                if files.of_file(path)[1] != digest:
                    yield f"证据文件 {path.name} 已被改动"
            except OSError as error:
                yield f"证据文件 {path.name} 无法读取（{error.strerror}）"

    @cached_property
    def _thinned(self) -> frozenset[str]:
        """Files out of which retention may have taken records."""
        query = (
            select(warc_files.c.name)
            .join(runs, runs.c.id == warc_files.c.run_id)
            .where(runs.c.pruned_at.is_not(None))
        )
        with self.engine.connect() as connection:
            return frozenset(connection.execute(query).scalars())

    def _inputs(self) -> Iterator[str]:
        for name, digest in self.lists["inputs"].items():
            told = f"封存时的 {name.removeprefix('inputs/')}"
            try:
                content = (self.config.seal_folder / "inputs" / digest).read_bytes()
            except OSError:
                yield f"{told} 不见了"
                continue
            if files.sha256(content) != digest:
                yield f"{told} 已被改动"

    def _report(self) -> Iterator[str]:
        folder = self.config.report_folder / self.seal.name
        if not folder.is_dir():
            yield f"报告文件夹 {folder} 不见了"
            return
        found = {
            name: (digest, f"报告文件 {name}") for name, digest in files.report_entries(folder)
        }
        yield from self._differences(self.lists["report"], found)


def row_problems(each: Captured, expected: Mapping[str, str]) -> Iterator[str]:
    """Whether the row of a capture is as it was sealed."""
    if each.row.name not in expected:
        yield f"{each.row.told}是封存之后加进去的"
    elif expected[each.row.name] != each.row.digest:
        yield f"{each.row.told}（数据库第 {each.id} 行）已被改动"


def capture_problems(
    config: Config, records: Records, each: Captured, expected: Mapping[str, str]
) -> Iterator[str]:
    """What of one capture is not as it was sealed: its row, its record, its body."""
    yield from row_problems(each, expected)
    if each.record is None:
        return
    body, record = f"bodies/{each.id}", f"records/{each.id}.warc.gz"
    try:
        if record in expected and files.sha256(records.cut(*each.record)) != expected[record]:
            yield f"{each.url} 的存档记录已被改动（{each.record[0]} 第 {each.record[1]} 字节起）"
        name, offset, _ = each.original or each.record
        if body in expected:
            read_body(config.evidence_folder / name, offset, f"sha256:{expected[body]}")
    except (Unseen, *DAMAGED) as problem:
        yield f"{each.url} 的网页内容与封存不符：{problem}"
