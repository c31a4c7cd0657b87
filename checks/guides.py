"""Clause 18: service guides tell what citizens must know, and nothing is left open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from checks._declare import Setting, Settings, Topic, check
from checks._guides import MORE, missing
from checks._results import Result, attest, failed, not_applicable, passed
from checks._service_guides import TOO_MANY, ServiceGuide, all_guides, continued
from store.column_kinds import synonyms
from store.errors import Unseen
from store.snapshot import Snapshot
from store.vocabulary import Severity

TOPIC = Topic(clause="18", title="“最多跑一次”事项清单和办事指南", norms=("要点",))

_MOST_MISSING: Final = Setting(TOO_MANY, "缺失多少类要素为不实用")
_NAMED: Final = 5
#: Elements in which demands stand.
_DEMANDS: Final = ("办理材料", "材料目录", "申请条件")
#: Words that leave open what may be demanded.
_CATCH_ALL: Final = re.compile(
    r"其[他它](?:一切|所有|相关|有关|必要|必须|需要|应当|需|应)?(?:提[供交])?(?:的)?(?:相关|有关|证明)?"
    r"(?:材料|资料|文件|条件|证件|手续|要求)"
    r"|(?:按照?|根据)(?:窗口|审批|工作|有关|相关|实际|办理)?(?:人员|部门|机关|情况)?的?要求(?:另行)?(?:提供|提交|补充)"
    r"|(?:视|根据)(?:具体|实际)?情况(?:另行)?(?:提供|提交|补充)"
    r"|(?:认为)(?:应当|需要|有必要)(?:提供|提交)的[^。；;]{0,12}"
)
_BY_LAW: Final = re.compile(r"法律|法规|规章|条例|国务院|规定的其[他它]")
_NONE: Final = re.compile(r"(?:无|没有|不需要?|无需|不得要求|不再要求)[^，,]{0,8}$")
_NOTHING: Final = re.compile(r"^[\s:：(（]*(?:无|没有|/|-|—)")
_END: Final = re.compile(r"^[\s)）」”]*(?:[。；;，,、]|$|\d+\s*[.．、])")


@check(
    id="guides.elements-complete", topic=TOPIC, severity=Severity.MAJOR, rows=("18.2", "X7"),
    title="办事指南要素齐全",
    expected="八类要素（事项名称、设定依据、申请条件、办理材料、办理地点、办理时间、联系电话、办理流程）"
    "缺失不到4类；办理期限、收费、材料目录、示范文本的缺失一并列出",
    remedy="补全所列要素；内容与政务服务网一致。",
    norms=("国办秘函〔2019〕19号#服务不实用", "行政许可法#30", "国令第716号#6"),
    settings={"too_many": _MOST_MISSING},
)  # fmt: skip
def elements_complete(guide: ServiceGuide, settings: Settings) -> Result:
    """Fewer than 4 of the 8 counted elements are missing; four more are reported."""
    lacking, more = guide.lacking, missing(guide.guide, MORE)
    said = f"缺少：{'、'.join(lacking)}" if lacking else "八类要素齐全"
    said += f"；另未写明：{'、'.join(more)}" if more else ""
    if len(lacking) < settings["too_many"]:
        return passed(said, guide.shown())
    if rest := continued(guide):
        return attest(f"{said}；{rest}中可能有其余要素，请人工核对", guide.shown())
    return failed(said, guide.shown(), guide.page.quote(guide.title, "标题"))


@check(
    id="guides.useful", topic=TOPIC, severity=Severity.VETO, rows=("X7",),
    title="网站提供办事服务，办事指南实用",
    expected="网站有办事指南；事项不足5个的，不是每个都缺失4类及以上要素；缺失4类及以上的指南不到5个",
    remedy="按清单补全要素缺失的办事指南；不承担公共服务职能的，签署说明。",
    norms=("国办秘函〔2019〕19号#服务不实用",),
    settings={
        "too_many": _MOST_MISSING,
        "few": Setting(5, "事项总数少于多少个时，每个都缺失才算不实用；不实用的指南达到多少个请人确认"),
    },
)  # fmt: skip
def useful(snapshot: Snapshot, settings: Settings) -> Result:
    """Guides exist and are not useless by the count of 国办秘函〔2019〕19号."""
    found = [guide for guide in all_guides(snapshot) if not guide.elsewhere]
    if not found:
        return _no_guides(snapshot)
    bad = [guide for guide in found if len(guide.lacking) >= settings["too_many"]]
    said = f"办事指南 {len(found)} 个，缺失{settings['too_many']}类及以上要素的 {len(bad)} 个"
    evidence = [guide.shown() for guide in (bad or found)[:_NAMED]]
    if not bad:
        return passed(said, *evidence)
    said += f"（{_named(bad)}）"
    if len(found) < settings["few"] and len(bad) == len(found):
        refuse_unreached(snapshot)
        if any(map(continued, bad)):
            return attest(f"{said}；附件或政务服务网中可能有其余要素，请人工核对", *evidence)
        return failed(f"{said}，没有一个可用", *evidence)
    if len(bad) >= settings["few"]:
        return attest(f"{said}；“5个以上”的口径凭记忆，请人工核对", *evidence)
    return passed(said, *evidence)


def _no_guides(snapshot: Snapshot) -> Result:
    refuse_unreached(snapshot)
    columns = [c for c in snapshot.columns_of("guides") if c.items]
    if columns:
        shown = snapshot.capture(columns[0].url).evidence("page", columns[0].name, "栏目页")
        return attest(f"没有从栏目“{columns[0].name}”识别出办事指南，请人工核对", shown)
    absence = snapshot.absence("办事服务", (*synonyms("guides"), "政务大厅"))
    return failed("没有发现办事服务栏目和办事指南", absence)


def refuse_unreached(snapshot: Snapshot) -> None:
    """Raises Unseen when guides may stand in a list that was not wholly reached."""
    part = next((c for c in snapshot.columns_of("guides") if not c.complete), None)
    if part is not None:
        raise Unseen(
            f"栏目“{part.name}”没有完整取得（{part.note or part.url}），不能断定办事指南的情况"
        )


def _named(found: Sequence[ServiceGuide]) -> str:
    told = [f"“{guide.title}”缺{len(guide.lacking)}类" for guide in found[:_NAMED]]
    return "、".join(told) + ("等" if len(found) > _NAMED else "")


@check(
    id="guides.no-catch-all", topic=TOPIC, severity=Severity.MAJOR, rows=("18.5",),
    title="办事指南没有“其他材料”等兜底条款",
    expected="材料和条件逐项列明，没有“其他材料”“其他条件”“按要求提供”一类的表述",
    remedy="把兜底条款改为具体的材料、条件；依法确需保留的，写明法律条文。",
    method="办理材料、材料目录、申请条件三类要素的文字；写明依法律法规规定的由人确认。",
)  # fmt: skip
def no_catch_all(guide: ServiceGuide) -> Result:
    """No demand of the guide is left open (the plan: nothing beyond the guide may be demanded)."""
    texts = {e: guide.guide.elements.get(e, "") for e in _DEMANDS}
    if not any(texts.values()):
        return not_applicable("指南没有写明材料和条件，见“要素齐全”")
    doubtful: list[str] = []
    for element, text in texts.items():
        for sentence in re.split(r"[。；;\n]", text):
            found = _CATCH_ALL.search(sentence)
            if found is None or _is_none(sentence, found):
                continue
            if not _is_open(sentence, found):
                doubtful.append(sentence.strip())
                continue
            shown = guide.page.quote(sentence.strip()[:200], element)
            return failed(f"“{element}”中有兜底条款“{found[0]}”", shown)
    if doubtful:
        words = f"“{doubtful[0][:60]}”是否属于兜底条款，请人工确认"
        return attest(words, guide.page.quote(doubtful[0][:200], "办事指南"))
    return passed("材料和条件中没有兜底条款", guide.shown())


def _is_none(sentence: str, found: re.Match[str]) -> bool:
    before, after = sentence[: found.start()], sentence[found.end() :]
    return _NONE.search(before) is not None or _NOTHING.match(after) is not None


def _is_open(sentence: str, found: re.Match[str]) -> bool:
    """Nothing specific follows, and no law is named that would say what is meant."""
    return _END.match(sentence[found.end() :]) is not None and not _BY_LAW.search(sentence)
