"""A finding as it was sealed: found under its citation number in the newest seal that has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Engine, select

from store.config import Config
from store.errors import OperatorError
from store.judgements import CheckCard, Judgement
from store.model import findings
from store.results import Clause, Plan
from store.seal import Seal, seals_of
from store.seal_aside import judged_rows, numbers_of
from store.seal_open import DAMAGED, Signed, lists_of, stored, stored_seal
from store.seal_rows import Captured, Row, captured


@dataclass(frozen=True)
class Cited:
    """A finding with the seal it is cited from; ``rows`` are its sealed rows by name."""

    config: Config
    engine: Engine
    seal: Seal
    signed: Signed
    lists: Mapping[str, Mapping[str, str]]
    citation: str
    rows: Mapping[str, Row]
    judgement: Judgement
    card: CheckCard
    clause: Clause
    plan: Plan
    run: Mapping[str, Any]

    def captures(self) -> Iterator[Captured]:
        """The captures of this run that its evidence points at."""
        wanted = {e.capture_id for e in self.judgement.evidence if e.capture_id is not None}
        yield from captured(self.engine, self.seal.run_id, wanted)


def cited(config: Config, engine: Engine, citation: str, run_id: int | None) -> Cited:
    """The finding under a citation number, from the newest seal (of one run) that has it.

    Raises:
        OperatorError: no such number was given, no sealed run has it, or its seal is damaged.
    """
    _demand(engine, citation)
    for seal in reversed(seals_of(engine, run_id)):
        try:
            signed = stored_seal(config.seal_folder, seal)
            lists = lists_of(signed, stored(config.seal_folder / seal.name))
            for row in numbers_of(config, seal):
                if msgspec.json.decode(row.content)["citation"] == citation:
                    return _cited(config, engine, seal, signed, lists, citation, row)
        except DAMAGED as error:
            raise OperatorError(
                f"第 {seal.run_id} 次巡检的封存 {seal.name} 已损坏（{error}），不能据以引用；"
                f"请运行 gongkai verify {seal.name} 查看。"
            ) from error
    where = f"第 {run_id} 次巡检" if run_id is not None else "已封存的巡检"
    raise OperatorError(f"{where}中没有引用编号 {citation}；可用 gongkai runs 查看已有的巡检。")


def _demand(engine: Engine, citation: str) -> None:
    query = select(findings.c.id).where(findings.c.citation == citation)
    with engine.connect() as connection:
        known = connection.execute(query).scalar()
    if known is None:
        raise OperatorError(
            f"没有引用编号 {citation}；引用编号见报告的问题清单，形如 公开-0042。"
            "核验巡检请写编号（如 41），核验证据包请写 .zip 文件。"
        )


def _cited(
    config: Config, engine: Engine, seal: Seal, signed: Signed,
    lists: Mapping[str, Mapping[str, str]], citation: str, number: Row,
) -> Cited:  # fmt: skip
    rows = {each.name: each for each in judged_rows(config, engine, seal)}
    about = msgspec.json.decode(number.content)
    judgement = _read(rows, about["judgement"])
    run = _read(rows, "run.json")
    card = msgspec.convert(_read(rows, f"cards/{about['check']}.json"), CheckCard)
    plan = msgspec.convert(run["plan"], Plan)
    kept = (number.name, about["judgement"], f"cards/{about['check']}.json", "run.json")
    return Cited(
        config, engine, seal, signed, lists, citation, {each: rows[each] for each in kept},
        msgspec.convert(judgement["body"], Judgement), card,
        _clause(plan, card.clause), plan, run,
    )  # fmt: skip


def _read(rows: Mapping[str, Row], name: str) -> Any:
    return msgspec.json.decode(rows[name].content)


def _clause(plan: Plan, key: str) -> Clause:
    return next((c for c in plan.clauses if c.key == key), Clause(key, key, "", ""))
