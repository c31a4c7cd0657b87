"""Recomputing a seal: signature, chain, every row, every byte of evidence and report.

Each finding of the verification is a ``Proof``: it holds or it does not, in a Chinese sentence
that names the thing. Nothing here trusts the database: what it says is compared with what was
signed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Engine, select

from store import seal_files as files
from store.config import Config
from store.errors import Unseen
from store.evidence import read_body
from store.model import runs
from store.nights import SHANGHAI, State
from store.seal import Records, Seal, seals_of
from store.seal_aside import judged_rows
from store.seal_open import DAMAGED, Signed, lists_of, stored, stored_seal
from store.seal_rows import Captured, captured, lasting, searched
from store.timestamps import roots_of, stamped_at

#: Changed things that are named of one list; the rest is counted.
NAMED: Final = 20


@dataclass(frozen=True)
class Proof:
    """One thing that was recomputed."""

    holds: bool
    told: str  # a Chinese sentence


def verify_run(config: Config, engine: Engine, seal: Seal) -> Iterator[Proof]:
    """Everything that a seal says of its run, recomputed."""
    yield from verify_chain(config, engine)
    try:
        found = stored_seal(config.seal_folder, seal)
        lists = lists_of(found, stored(config.seal_folder / seal.name))
    except DAMAGED as error:
        yield Proof(False, f"第 {seal.run_id} 次巡检的封存 {seal.name} 已损坏：{error}")
        return
    told = beijing(seal.sealed_at)
    yield Proof(True, f"第 {seal.run_id} 次巡检（第 {seal.version} 版）于 {told} 封存，签名有效")
    yield from stamp_proofs(config, seal, found)
    yield from _captures(config, engine, seal, lists["captures"])
    yield from _rows(engine, seal, lists["rows"])
    yield from _judged(config, engine, seal, lists["judged"])
    yield from _evidence(config, lists["evidence"])
    yield from _inputs(config, lists["inputs"])
    yield from _report(config, seal, lists["report"])


def verify_chain(config: Config, engine: Engine) -> Iterator[Proof]:
    """That no seal was changed, put in or left out since the first."""
    known, whole, before = seals_of(engine), True, None
    for seal in known:
        for problem in _link_problems(config, seal, before):
            whole = False
            yield Proof(False, problem)
        before = seal
    for run_id in _unsealed(engine, known):
        whole = False
        yield Proof(False, f"封存链不完整：第 {run_id} 次巡检已出报告，却没有封存记录")
    if whole and known:
        keys = list(dict.fromkeys(each.public_key for each in known))
        noted = f"（先后用过 {len(keys)} 个密钥）" if len(keys) > 1 else ""
        yield Proof(True, f"封存链完整：共 {len(known)} 次封存，首尾相接{noted}")
        yield Proof(True, f"签名公钥的指纹是 {keys[-1]}，请与报告上印的核对")


# -- the chain -----------------------------------------------------------------------------------


def _link_problems(config: Config, seal: Seal, before: Seal | None) -> Iterator[str]:
    which = f"第 {seal.run_id} 次巡检的封存 {seal.name}"
    try:
        about = stored_seal(config.seal_folder, seal).manifest
    except DAMAGED as error:
        yield f"封存链断裂：{which} 已损坏（{error}）"
        return
    if (about["run"], about["version"]) != (seal.run_id, seal.version):
        yield f"封存链断裂：{which} 的清单写的是第 {about['run']} 次巡检第 {about['version']} 版"
    link = about["previous"]
    expected = (before.run_id, before.version, before.manifest) if before else None
    found = (link["run"], link["version"], link["manifest"]) if link else None
    if found != expected or seal.previous_id != (before.id if before else 0):
        yield f"封存链断裂：{which} 没有接在前一次封存之后"


def _unsealed(engine: Engine, known: list[Seal]) -> list[int]:
    """Runs with a report, since there are seals, that have none."""
    if not known:
        return []
    query = (
        select(runs.c.id)
        .where(
            runs.c.id > known[0].run_id,
            runs.c.state == State.REPORTED,
            runs.c.id.not_in([each.run_id for each in known]),
        )
        .order_by(runs.c.id)
    )
    with engine.connect() as connection:
        return list(connection.execute(query).scalars())


def stamp_proofs(config: Config, seal: Seal, found: Signed) -> Iterator[Proof]:
    """What the authority's time stamp proves; nothing without one."""
    if seal.timestamp is None:
        return
    if config.timestamp_ca is None:
        yield Proof(True, "有时间戳，但没有配置 [store] timestamp_ca，没有核验")
        return
    try:
        at = stamped_at(seal.timestamp, found.sums, roots_of(config.timestamp_ca))
    except ValueError as error:
        yield Proof(False, f"时间戳无效：{error}")
        return
    yield Proof(True, f"时间戳有效：时间戳机构证明 {beijing(at)} 时已经封存")


# -- what was sealed -----------------------------------------------------------------------------


def _captures(
    config: Config, engine: Engine, seal: Seal, expected: Mapping[str, str]
) -> Iterator[Proof]:
    waiting = dict(expected)
    seen = waiting.pop("searched.txt", "")
    problems: list[str] = []
    with Records(config.evidence_folder) as records:
        for each in captured(engine, seal.run_id):
            problems += capture_problems(config, records, each, expected)
            for name in _names(each.id):
                waiting.pop(name, None)
    problems += [f"{name} 对应的抓取记录不见了" for name in waiting if name[:9] == "captures/"]
    if files.sha256(searched(captured(engine, seal.run_id))) != seen:
        problems.append("“检索范围”的清单与抓取记录不符")
    yield from concluded(problems, f"抓取记录和网页内容与封存一致（{len(expected)} 项）")


def _names(key: int) -> tuple[str, str, str]:
    return f"captures/{key}.json", f"bodies/{key}", f"records/{key}.warc.gz"


def capture_problems(
    config: Config, records: Records, each: Captured, expected: Mapping[str, str]
) -> Iterator[str]:
    """What of one capture is not as it was sealed."""
    row, body, record = _names(each.id)
    if row not in expected:
        yield f"{each.row.told}是封存之后加进去的"
    elif expected[row] != each.row.digest:
        yield f"{each.row.told}（数据库第 {each.id} 行）已被改动"
    if each.record is None:
        return
    try:
        if record in expected and files.sha256(records.cut(*each.record)) != expected[record]:
            yield f"{each.url} 的存档记录已被改动（{each.record[0]} 第 {each.record[1]} 字节起）"
        name, offset, _ = each.original or each.record
        if body in expected:
            read_body(config.evidence_folder / name, offset, f"sha256:{expected[body]}")
    except (Unseen, *DAMAGED) as problem:
        yield f"{each.url} 的网页内容与封存不符：{problem}"


def _rows(engine: Engine, seal: Seal, expected: Mapping[str, str]) -> Iterator[Proof]:
    found = {each.name: (each.digest, each.told) for each in lasting(engine, seal.run_id)}
    kept = {name: each for name, each in found.items() if name in expected}  # rows are added later
    told = f"探测记录、巡检事件和人工登记与封存一致（{len(expected)} 项）"
    yield from concluded(_differences(expected, kept), told)


def _judged(
    config: Config, engine: Engine, seal: Seal, expected: Mapping[str, str]
) -> Iterator[Proof]:
    try:
        rows = judged_rows(config, engine, seal)
        found = {each.name: (each.digest, each.told) for each in rows}
    except DAMAGED as error:
        yield Proof(False, f"封存 {seal.name} 另存的判定无法读取：{error}")
        return
    told = f"判定、栏目、台账、检查项说明和引用编号与封存一致（{len(expected)} 项）"
    yield from concluded(_differences(expected, found), told)


def _evidence(config: Config, expected: Mapping[str, str]) -> Iterator[Proof]:
    problems = []
    for name, digest in expected.items():
        path = config.evidence_folder / name.removeprefix("warc/")
        try:
            if files.of_file(path)[1] != digest:
                problems.append(f"证据文件 {path.name} 已被改动")
        except OSError as error:
            problems.append(f"证据文件 {path.name} 无法读取（{error.strerror}）")
    told = f"证据文件（WARC）与封存一致（{len(expected)} 个）"
    yield from concluded(problems, told)


def _inputs(config: Config, expected: Mapping[str, str]) -> Iterator[Proof]:
    problems = []
    for name, digest in expected.items():
        try:
            content = (config.seal_folder / "inputs" / digest).read_bytes()
        except OSError:
            problems.append(f"封存时的 {name.removeprefix('inputs/')} 不见了")
            continue
        if files.sha256(content) != digest:
            problems.append(f"封存时的 {name.removeprefix('inputs/')} 已被改动")
    yield from concluded(problems, "配置、要点和依据与封存一致")


def _report(config: Config, seal: Seal, expected: Mapping[str, str]) -> Iterator[Proof]:
    folder = config.report_folder / seal.name
    if not folder.is_dir():
        yield Proof(False, f"报告文件夹 {folder} 不见了")
        return
    found = {name: (digest, f"报告文件 {name}") for name, digest in files.report_entries(folder)}
    told = f"报告与封存一致（{folder}，{len(expected)} 个文件）"
    yield from concluded(_differences(expected, found), told)


def _differences(
    expected: Mapping[str, str], found: Mapping[str, tuple[str, str]]
) -> Iterator[str]:
    for name, digest in expected.items():
        if name not in found:
            yield f"{name} 不见了"
        elif found[name][0] != digest:
            yield f"{found[name][1]}已被改动（{name}）"
    for name in found.keys() - expected.keys():
        yield f"{found[name][1]}是封存之后加进去的（{name}）"


def concluded(problems: Iterable[str], otherwise: str) -> Iterator[Proof]:
    """The problems, at most ``NAMED`` of them; or, without any, that it holds."""
    listed = list(problems)
    for problem in listed[:NAMED]:
        yield Proof(False, problem)
    if len(listed) > NAMED:
        yield Proof(False, f"另有 {len(listed) - NAMED} 处类似的改动")
    if not listed:
        yield Proof(True, otherwise)


def beijing(at: dt.datetime) -> str:
    """An instant as an operator reads it."""
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}（北京时间）"
