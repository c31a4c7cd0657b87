"""Recomputing one finding: its own rows, the pages it rests on, and its evidence page."""

from __future__ import annotations

from collections.abc import Iterator

from store import seal_files as files
from store.citing import Cited
from store.seal_check import stamp_proofs
from store.seal_contents import capture_problems
from store.seal_files import Records
from store.seal_proofs import Proof, concluded

#: Chinese names of the rows of a finding, by folder.
_TITLES = {
    "findings": "引用编号",
    "judgements": "判定",
    "cards": "检查项说明",
    "run.json": "巡检记录",
}


def verify_citation(found: Cited) -> Iterator[Proof]:
    """Everything that a citation rests on, recomputed."""
    seal = found.seal
    told = f"{found.citation} 出自第 {seal.run_id} 次巡检第 {seal.version} 版，签名有效"
    yield Proof(True, told)
    yield from stamp_proofs(found.config, seal, found.signed)
    yield from concluded(_row_problems(found), "判定、检查项说明和引用编号与封存一致")
    yield from _evidence(found)
    yield from _page(found)


def _row_problems(found: Cited) -> Iterator[str]:
    for name, row in found.rows.items():
        if found.lists["judged"].get(name) != row.digest:
            title = _TITLES.get(name.partition("/")[0], name)
            yield f"{found.citation} 的{title}已被改动（{name}）"


def _evidence(found: Cited) -> Iterator[Proof]:
    known = set()
    with Records(found.config.evidence_folder) as records:
        for each in found.captures():
            known.add(each.id)
            problems = capture_problems(found.config, records, each, found.lists["captures"])
            yield from concluded(problems, f"{each.url} 的抓取记录、存档和网页内容与封存一致")
    for evidence in found.judgement.evidence:
        key = evidence.capture_id
        if key is None or key in known:
            continue
        known.add(key)
        gone = f"captures/{key}.json" in found.lists["captures"]
        told = f"{evidence.url} 的抓取记录不见了" if gone else (
            f"{evidence.url} 是以前的巡检抓取的，请另行核验那次巡检"
        )  # fmt: skip
        yield Proof(not gone, told)


def _page(found: Cited) -> Iterator[Proof]:
    page = page_of(found)
    if page is None:
        return
    name, expected = page
    path = found.config.report_folder / found.seal.name / name
    try:
        holds = files.of_file(path)[1] == expected
        told = f"证据页 {path} 与封存一致" if holds else f"证据页 {path} 已被改动"
    except OSError as error:
        holds, told = False, f"证据页 {path} 无法读取（{error.strerror}）"
    yield Proof(holds, told)


def page_of(found: Cited) -> tuple[str, str] | None:
    """The page of a finding in its report, and its sealed digest; None without one."""
    name = files.page_name(found.citation)
    expected = found.lists["report"].get(f"report/{files.ascii_name(name)}")
    return (name, expected) if expected else None
