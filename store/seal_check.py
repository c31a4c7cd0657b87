"""Recomputing a seal: signature, chain, every row, every byte of evidence and report.

Each finding of the verification is a ``Proof``: it holds or it does not, in a Chinese sentence
that names the thing. Nothing here trusts the database: what it says is compared with what was
signed.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Engine, select

from store.config import Config
from store.model import runs
from store.nights import State
from store.seal import Seal, seals_of
from store.seal_contents import Contents
from store.seal_open import DAMAGED, Signed, lists_of, stored, stored_seal
from store.seal_proofs import Proof, beijing
from store.timestamps import roots_of, stamped_at


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
    contents = Contents(config, engine, seal, found, lists)
    yield from contents.proofs()


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
