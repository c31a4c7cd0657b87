"""The catalogue for people: what each check demands, why, how it is measured, what a person does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from checks._catalogue import CLAUSES, load
from checks._declare import Check
from checks._norms import Norm, Version, printed, register, split
from checks._rows import not_automated
from checks.plans import load_plan, shipped_years
from store._register_schemas import SCHEMAS
from store.results import Unchecked
from store.snapshot import ColumnView, Document, Page, Snapshot
from store.vocabulary import SEVERITY_TITLES

MARKS: Final = {
    "V1": "已核对原文",
    "V2": "据转引文本",
    "plan": "本单位要点",
    "memory": "凭记忆，未核对，不据以认定问题",
}
_SCOPES: Final = {
    Snapshot: "全站",
    Page: "每个网页",
    Document: "每个附件",
    ColumnView: "每个栏目",
}
_HEAD: Final = """# 检查目录

由 `gongkai catalogue` 生成，请勿手工修改。

每个检查项写明应当做到什么、依据哪些规定（施行起止日期、核对到什么程度）、怎样检查、自定的限度、需要的台账和人要做的事。
依据按巡检的截至日期取当日有效的；没有核对过文字的依据不据以认定问题，只提请人工确认。
“要求”是需求清单的行号；末尾列出没有自动检查的各行和原因。"""


def markdown() -> str:
    """All checks by clause, then the rows of the requirements that have none."""
    lines, titles = [_HEAD], _titles()
    found = {key: list(members) for key, members in groupby(load(), lambda c: c.topic.clause)}
    for key in dict.fromkeys((*CLAUSES, *found)):
        lines += ["", f"## 第{key}条 {titles.get(key, '')}".rstrip()]
        for check in sorted(found.get(key, ()), key=lambda c: c.id.startswith("attest.")):
            lines += ["", *_entry(check)]
        if key not in found:
            lines += ["", "没有检查项，原因见末尾。"]
    return "\n".join([*lines, "", *_left_out()]) + "\n"


def _titles() -> dict[str, str]:
    """Clause key → its title in the plan that is shipped."""
    return {clause.key: clause.title for clause in load_plan(min(shipped_years())).clauses}


def _entry(check: Check) -> Iterator[str]:
    yield f"### `{check.id}` {check.title}"
    yield ""
    yield f"- 应当做到：{check.expected}"
    yield f"- 等级：{SEVERITY_TITLES[check.severity]}"
    yield from _grounds(check)
    yield f"- 检查对象：{_SCOPES.get(check.scope, '由程序从网站和台账中找出的每一项')}"
    if check.method:
        yield f"- 检查方法：{check.method}"
    for key, setting in check.settings.items():
        yield f'- 自定限度：`[checks."{check.id}"] {key}` = {setting.default}，{setting.meaning}'
    if check.confirm != (1, 1):
        failed, of = check.confirm
        yield f"- 认定：时好时坏的事项，最近 {of} 次观察（一天一次）中有 {failed} 次不符合才立为问题"
    if check.needs:
        yield f"- 所需台账：{_named(check.needs)}"
    if check.helped_by:
        yield f"- 有则一并核对的台账：{_named(check.helped_by)}"
    yield f"- 人要做的事：{_duty(check)}"
    if check.rows:
        yield f"- 要求：{'、'.join(check.rows)}"


def _named(registers: Iterable[str]) -> str:
    return "、".join(f"{SCHEMAS[name].title}（`{name}`）" for name in registers)


def _grounds(check: Check) -> Iterator[str]:
    if not check.norms:
        yield "- 依据：无，只作提示"
        return
    yield "- 依据："
    for cited in check.norms:
        name, article = split(cited)
        yield f"  - {_cited(register()[name], article)}"


def _cited(norm: Norm, article: str) -> str:
    number = f"（{norm.number}）" if norm.number and norm.number not in norm.title else ""
    own = [v for v in norm.versions if not article or article in v.articles]
    spans = "；".join(_span(version, article) for version in own)
    return f"《{norm.title}》{number}{printed(article)}：{spans}"


def _span(version: Version, article: str) -> str:
    until = f"至 {version.ends}" if version.ends else "起"
    days = f"{version.begins} {until}"
    mark = MARKS[version.articles[article] if article else version.verified]
    recalled = "，日期凭记忆" if version.dated else ""
    number = f"{version.number}，" if version.number else ""
    return f"{days}（{number}{mark}{recalled}）"


def _duty(check: Check) -> str:
    parts = [check.remedy]
    if check.needs:
        parts.append("没有台账时判为“缺少台账”，请按空白表填写。")
    if not check.id.startswith("attest."):
        parts.append(f"判为“待人工确认”的，核实后可用 `gongkai attest {check.id}` 登记。")
    return "".join(parts)


def _left_out() -> Iterator[str]:
    if not not_automated():
        return
    yield "## 没有自动检查的要求"
    yield ""
    yield "| 要求 | 条款 | 内容 | 原因 |"
    yield "|---|---|---|---|"
    for row in sorted(not_automated().values(), key=_place):
        yield f"| {row.id} | {row.clause or '各条'} | {row.title} | {row.reason} |"


def _place(row: Unchecked) -> tuple[int, float]:
    if not row.clause:
        return -1, float(row.id[1:])
    return CLAUSES.index(row.clause), float(row.id.partition(".")[2])
