"""Sealing a run: lists of everything it rests on, a manifest, a signature, a link in the chain.

``manifest.json`` (RFC 8785) names the lists by digest, and the manifest sealed before it by its
SHA-256. ``SHA256SUMS`` names manifest and lists; it is what Ed25519 signs. So a changed byte
anywhere breaks a digest, and a run left out or put in breaks the chain. The cost is linear in
the rows and bytes of the run.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine, insert, select, update

from store import seal_files as files
from store.canonical import canonical, digest
from store.config import Config
from store.errors import OperatorError
from store.keys import fingerprint, public_pem
from store.ledger import findings_of
from store.model import bodies, captures, runs, seals, warc_files
from store.nights import VERSION, Night
from store.program import program_digest
from store.seal import Seal, key_of, seals_of, settle
from store.seal_rows import (
    Row,
    Spans,
    captured,
    lasting,
    numbered,
    replaceable,
    searched,
    spans,
    written,
)

FORMAT: Final = "gongkai.seal/1"


def seal(
    night: Night, version: int, norms: bytes, reason: str, now: dt.datetime, **ended: Any
) -> Seal:
    """Seal a judged run with its report, whose draft is there; publishes both.

    Args:
        night: the run.
        version: as ``next_version`` gave it.
        norms: the register of norms it was judged by.
        reason: why it was sealed again (Chinese), "" the first time.
        now: the instant, UTC.
        ended: columns of the run's row that become true with the seal (state, exit_code).

    Raises:
        OperatorError: the key cannot be used, or the disk not be written.
    """
    key = key_of(night.config, night.engine)
    name = files.folder_name(night.run_id, version)
    place, report = night.config.seal_folder / name, night.config.report_folder / name
    known = seals_of(night.engine)
    previous = known[-1] if known else None
    older = next((each for each in reversed(known) if each.run_id == night.run_id), None)
    numbers = list(numbered(findings_of(night)))
    added = spans(night.engine, _through(night.config, previous))
    try:
        inputs = _inputs(night, norms)
        lists = _lists(night, inputs, added, numbers, files.draft_of(report))
        about = _about(night, version, now, lists, key, previous) | {"added": added}
        about["replaces"] = _link(older) | {"reason": reason} if older else None
        manifest = canonical(about)
        draft = files.fresh(place)
        files.write(draft / files.NUMBERS, written(numbers))
        _write(draft, manifest, lists, key)
    except OSError as error:
        raise OperatorError(
            f"第 {night.run_id} 次巡检无法封存（{error}），请检查磁盘空间和权限。"
        ) from error
    made = Seal(
        0, night.run_id, version, previous.id if previous else 0, now, digest(about),
        fingerprint(public_pem(key.public_key())),
    )  # fmt: skip
    made = _record(night.engine, made, ended)
    settle(night.config, night.engine)
    return made


def _record(engine: Engine, made: Seal, ended: Mapping[str, Any]) -> Seal:
    """The moment at which a run is sealed: one transaction."""
    row = {name: getattr(made, name) for name in Seal.__dataclass_fields__ if name != "id"}
    with engine.begin() as connection:
        key = connection.execute(insert(seals).values(row)).inserted_primary_key
        if ended:
            connection.execute(update(runs).where(runs.c.id == made.run_id).values(ended))
    assert key is not None
    return replace(made, id=key[0])


def _about(
    night: Night, version: int, now: dt.datetime, lists: Mapping[str, bytes],
    key: Ed25519PrivateKey, previous: Seal | None,
) -> dict[str, Any]:  # fmt: skip
    return {
        "format": FORMAT,
        "run": night.run_id,
        "version": version,
        "portal": night.config.portal.name,
        "start_url": night.config.portal.start_url,
        "as_of": night.as_of,
        "sealed_at": now,
        "previous": _link(previous) if previous else None,
        "program": {"version": VERSION, "digest": program_digest()},
        "lists": [
            {"file": f"lists/{name}.sha256", "lines": text.count(b"\n"),
             "digest": f"sha256:{files.sha256(text)}"}
            for name, text in lists.items()
        ],
        "public_key": base64.b64encode(key.public_key().public_bytes_raw()).decode(),
    }  # fmt: skip


def _link(sealed: Seal) -> dict[str, Any]:
    return {"run": sealed.run_id, "version": sealed.version, "manifest": sealed.manifest}


def _through(config: Config, previous: Seal | None) -> dict[str, int]:
    """Up to which row of each history the seal before came; from the first on when it is lost."""
    if previous is None:
        return {}
    try:
        text = (config.seal_folder / previous.name / files.MANIFEST).read_bytes()
        covered: dict[str, list[int]] = json.loads(text)["added"]
    except (OSError, ValueError, KeyError):
        return {}
    return {name: through for name, (_, through) in covered.items()}


def _lists(
    night: Night, inputs: dict[str, bytes], added: Spans, numbers: list[Row], report: Path
) -> dict[str, bytes]:
    """List name → text of what the run rests on and what was made of it."""
    engine, run_id = night.engine, night.run_id
    rows = ((each.name, each.digest) for each in lasting(engine, run_id, added))
    judged = ((each.name, each.digest) for each in chain(replaceable(engine, run_id), numbers))
    sources = ((f"inputs/{name}", files.sha256(text)) for name, text in inputs.items())
    return {
        "captures": files.listed(_capture_entries(night)),
        "rows": files.listed(rows),
        "judged": files.listed(judged),
        "evidence": files.listed(_evidence_entries(night)),
        "inputs": files.listed(sources),
        "report": files.listed(files.report_entries(report)),
    }


def _capture_entries(night: Night) -> Iterator[tuple[str, str]]:
    """Of each capture its row, its body, and its record as it lies in the WARC."""
    with files.Records(night.config.evidence_folder) as records:
        for each in captured(night.engine, night.run_id):
            yield each.row.name, each.row.digest
            if each.record is not None:
                yield f"bodies/{each.id}", each.body
                yield f"records/{each.id}.warc.gz", files.sha256(records.cut(*each.record))
    yield "searched.txt", files.sha256(searched(captured(night.engine, night.run_id)))


def _evidence_entries(night: Night) -> Iterator[tuple[str, str]]:
    """The run's WARC files, and earlier ones that it refers to and that no seal covers."""
    query = select(warc_files.c.name, warc_files.c.committed).order_by(warc_files.c.id)
    own = query.where(warc_files.c.run_id == night.run_id)
    referred = (
        select(bodies.c.warc_id)
        .join(captures, captures.c.digest == bodies.c.digest)
        .where(captures.c.run_id == night.run_id)
    )
    others = query.where(
        warc_files.c.run_id != night.run_id,
        warc_files.c.id.in_(referred),
        warc_files.c.run_id.not_in(select(seals.c.run_id)),
    )
    with night.engine.connect() as connection:
        found = [*connection.execute(own), *connection.execute(others)]
    for row in found:
        yield (
            f"warc/{row.name}",
            files.of_file(night.config.evidence_folder / row.name, row.committed)[1],
        )


def _inputs(night: Night, norms: bytes) -> dict[str, bytes]:
    """Config, plan and norms; kept once for all runs that share them."""
    config = night.config.model_dump(mode="json", exclude={"store": {"database"}, "folder": True})
    with night.engine.connect() as connection:
        plan = connection.execute(select(runs.c.plan).where(runs.c.id == night.run_id)).scalar_one()
    found = {"config.json": canonical(config), "plan.json": canonical(plan), "norms.toml": norms}
    folder = night.config.seal_folder / "inputs"
    folder.mkdir(parents=True, exist_ok=True)
    for text in found.values():
        _keep(folder / files.sha256(text), text)
    return found


def _keep(path: Path, content: bytes) -> None:
    """A file named by its digest; one that a kill left half is written again."""
    if path.exists() and path.stat().st_size == len(content):
        return
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    files.write(draft, content)
    draft.replace(path)


def _write(
    folder: Path, manifest: bytes, lists: Mapping[str, bytes], key: Ed25519PrivateKey
) -> None:
    sums = files.listed(_sums(manifest, lists))
    (folder / "lists").mkdir()
    for name, text in lists.items():
        files.write(folder / "lists" / f"{name}.sha256.gz", files.pack(text))
    files.write(folder / files.MANIFEST, manifest)
    files.write(folder / files.SUMS, sums)
    files.write(folder / files.SIGNATURE, key.sign(sums))
    files.write(folder / files.PUBLIC, public_pem(key.public_key()))
    files.sync(folder / "lists")
    files.sync(folder)


def _sums(manifest: bytes, lists: Mapping[str, bytes]) -> Iterable[tuple[str, str]]:
    yield files.MANIFEST, files.sha256(manifest)
    for name, text in lists.items():
        yield f"lists/{name}.sha256", files.sha256(text)
