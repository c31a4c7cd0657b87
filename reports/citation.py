"""A citation in official form: what an inspector copies into a document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from reports.views import MOST_EVIDENCE
from reports.wording import (
    EVIDENCE_TITLES,
    beijing,
    cut_out,
    day,
    titled,
    utc,
    verified,
    visible,
)
from store.citing import Cited
from store.judgements import Evidence, NormCitation
from store.vocabulary import OUTCOME_TITLES, SEVERITY_TITLES


def official_form(found: Cited) -> str:
    """The citation of a sealed finding as plain text."""
    judgement, clause, card, seal = found.judgement, found.clause, found.card, found.seal
    as_of = dt.date.fromisoformat(found.run["as_of"])
    kind = f"{OUTCOME_TITLES[judgement.outcome]}（{SEVERITY_TITLES[judgement.severity]}）"
    about = judgement.subject_title or judgement.subject
    lines = [
        f"引用编号：{found.citation}",
        f"巡检对象：{found.run['portal']}（{found.run['start_url']}）",
        f"巡检批次：第 {seal.run_id} 次巡检，截至{day(as_of)}，报告第 {seal.version} 版",
        f"要点条款：{titled(found.plan.title)}第 {clause.number} 条　{clause.title}",
        f"　　{clause.text or clause.title}",
        *_norms(card.norms),
        f"检查项目：{card.title}（{card.id}，规则版本 {card.version}）",
        f"认定结果：{kind}",
        *([f"涉及内容：{about}"] if about else []),
        f"实际情况：{judgement.message}",
        *_all_evidence(judgement.evidence),
        f"封存：{beijing(seal.sealed_at)}（北京时间）封存，清单摘要 {seal.manifest}",
        f"　　签名公钥指纹 {seal.public_key}",
        f"核验：装有 Gongkai 的运行 gongkai verify {found.citation}；没有的，凭证据包"
        "（gongkai cite 的 --bundle）用 openssl 和 sha256sum 按包内说明核验。",
    ]
    return "".join(f"{visible(line)}\n" for line in lines)


def _norms(norms: Sequence[NormCitation]) -> Iterator[str]:
    for norm in norms:
        number = f"（{norm.number}）" if norm.number else ""
        yield f"依据：{titled(norm.title)}{number}{norm.article}　{verified(norm.verified)}"


def _all_evidence(evidence: Sequence[Evidence]) -> Iterator[str]:
    for number, each in enumerate(evidence[:MOST_EVIDENCE], 1):
        yield f"证据 {number}：{EVIDENCE_TITLES.get(each.kind, each.kind)}　{each.locator}"
        yield from (f"　　{line}" for line in _evidence(each))
    if len(evidence) > MOST_EVIDENCE:
        yield f"另有 {len(evidence) - MOST_EVIDENCE} 条证据，见报告。"


def _evidence(each: Evidence) -> Iterator[str]:
    if each.url:
        yield f"网址：{each.url}"
    if each.captured_at:
        yield f"抓取时间：{beijing(each.captured_at)}（北京时间），{utc(each.captured_at)}（UTC）"
    if each.status is not None:
        yield f"HTTP 状态：{each.status}"
    if each.quote:
        yield f"原文：“{each.quote}”"
    if each.searched_count:
        yield (
            f"检索范围：{len(each.searched_columns)} 个栏目、{each.searched_count} 个页面和附件，"
            f"清单摘要 {each.searched_digest}"
        )
    if each.digest:
        yield f"内容摘要（SHA-256）：{each.digest.removeprefix('sha256:')}"
    if each.source_digest:
        yield f"台账摘要（SHA-256）：{each.source_digest.removeprefix('sha256:')}"
    if each.warc:
        yield f"存档：{each.warc} 第 {each.offset} 字节起，记录号 {each.record_id}"
        yield f"取出：{cut_out(each)}"
