"""Clause 6: major projects have a column, and each stage that one reached is public."""

from __future__ import annotations

import datetime as dt
from typing import Final

from checks._declare import Setting, Settings, Topic, check
from checks._holdings import absent, is_seen, refuse_blind
from checks._projects import KINDS, NAMED, Project, tells
from checks._results import Result, attest, failed, not_applicable, passed
from checks._workdays import after_working_days
from store.column_kinds import kinds_of, synonyms
from store.snapshot import Snapshot
from store.vocabulary import Severity

TOPIC = Topic(
    clause="6", title="重大建设项目批准和实施领域信息公开", norms=("要点", "国办发〔2017〕94号")
)  # fmt: skip

_KIND: Final = "projects"
_WORDS: Final = synonyms(_KIND)


# -- 6.1 --------------------------------------------------------------------------------------


@check(
    id="projects.column-exists", topic=TOPIC, severity=Severity.MAJOR, rows=("6.1",),
    title="设有重大建设项目专栏（目录）",
    expected="网站有重大建设项目批准和实施领域信息公开的栏目，有内容",
    remedy="在政务公开栏目下设“重大建设项目”专栏，发布批准、招标、中标、合同等信息。",
    norms=("要点", "国办发〔2017〕94号", "政府信息公开条例#20"),
)  # fmt: skip
def column_exists(snapshot: Snapshot) -> Result:
    """A column of major projects exists and has an entry."""
    refuse_blind(snapshot)
    columns = snapshot.columns_of(_KIND)
    if not columns:
        home = snapshot.home
        linked = next((k for k in home.facts.links if _KIND in kinds_of(k.text)), None)
        if linked is not None:
            words = f"首页有“{linked.text}”链接，但未能识别为栏目，请确认"
            return attest(words, home.quote(f"{linked.text} {linked.href}", "首页链接"))
        return failed("没有重大建设项目栏目", absent(snapshot, "重大建设项目栏目", _WORDS))
    fullest = max(columns, key=lambda column: len(column.items))
    shown = snapshot.page(fullest.url).quote(fullest.name, "栏目页")
    if not fullest.items:
        absent(snapshot, "重大建设项目信息", _WORDS, (_KIND,))
        return failed(f"栏目“{fullest.name}”没有内容", shown)
    return passed(f"设有栏目“{fullest.name}”，有 {len(fullest.items)} 条内容", shown)


# -- 6.2 --------------------------------------------------------------------------------------


@check(
    id="projects.stages-published", topic=TOPIC, severity=Severity.MAJOR, rows=("6.2",),
    title="重大建设项目各阶段信息全流程公开",
    expected="台账中的每个项目，已到达的每个阶段（批准结果、招标、中标结果、合同订立、履行、施工、质量安全、竣工）"
    "都有网页公开",
    remedy="补充公开所列阶段的信息，写明项目代码和名称。",
    needs=("projects",),
    settings={"within": Setting(20, "到达一个阶段后多少个工作日内应公开（自定）")},
    method="按项目代码和名称找网页，按题名和开头认阶段；要点没有点名的阶段、台账所列站外网址由人核对。",
)  # fmt: skip
def stages_published(project: Project, settings: Settings) -> Result:
    """Each stage that a project reached some working days ago has a page that tells of it."""
    due = [name for name, day in project.reached.items()
           if _is_due(project, day, settings["within"])]  # fmt: skip
    if not due:
        return not_applicable("台账没有写明已到公开期限的阶段", project.shown)
    pages = [page for page in project.pages if is_seen(page)]
    shown = [page.quote(page.title, "标题") for page in pages[:10]]
    lacking = [name for name in due if not any(tells(page, name) for page in pages)]
    if not lacking:
        return passed(f"“{'、'.join(due)}”都已公开", *shown, project.shown)
    return _lacking(project, lacking, due)


def _is_due(project: Project, day: dt.date | None, within: int) -> bool:
    """A stage without a day is one that the office says was reached."""
    snapshot = project.snapshot
    return day is None or snapshot.run.as_of > after_working_days(snapshot, day, within)


def _lacking(project: Project, lacking: list[str], due: list[str]) -> Result:
    snapshot = project.snapshot
    for page in project.pages:
        page.refuse_unread()
    said = f"没有公开“{'、'.join(lacking)}”（应公开 {'、'.join(due)}）"
    seen = {p.url for p in project.pages}
    away = [url for url in project.addresses if url not in seen]
    if away:
        words = f"本网站{said}；台账写明在 {away[0]} 公开，请核对"
        return attest(words, project.shown)
    evidence = absent(
        snapshot, f"{project.title}的{lacking[0]}", (project.title, project.key, *_WORDS), KINDS
    )
    named = [name for name in lacking if name in NAMED]
    if not named:
        return attest(f"{said}；要点没有点名这些阶段，请确认", project.shown, evidence)
    undated = [name for name in named if project.reached[name] is None]
    if len(undated) == len(named):
        return attest(f"{said}；台账没有写明各阶段日期，请确认是否已到达", project.shown, evidence)
    return failed(said, project.shown, evidence)
