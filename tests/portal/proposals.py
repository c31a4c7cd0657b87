"""Replies to deputies' and members' proposals, and the yearly overview of how they were handled."""

from __future__ import annotations

import datetime as dt
from random import Random

from tests.portal.articles import chinese
from tests.portal.model import DEPARTMENT, PLAN_YEAR, Article, Block, Proposal, Site
from tests.portal.words import OFFICES, person

SUBJECTS = (
    "加强农村公共文化服务设施建设", "加大非物质文化遗产传承人扶持力度", "推进县级图书馆文化馆总分馆制建设",
    "支持地方戏曲院团发展", "建设丝绸之路文化艺术交流平台", "加快乡镇综合文化站提档升级",
    "保护和开发利用红色文化资源", "推动文化与旅游融合发展", "加强基层文化人才队伍建设",
    "规范校外艺术培训市场", "加强古籍修复与数字化保护", "支持贫困地区村级文化广场建设",
    "扩大公共文化场馆错时延时开放", "扶持民营文艺表演团体发展", "加大政府购买公益性演出力度",
    "促进黄河文化传承创新",
)  # fmt: skip
POINTS = (
    "完善设施网络。2018年，我厅会同省财政厅落实中央和省级补助资金{a}万元，支持{b}个乡镇综合文化站、{c}个村"
    "综合性文化服务中心建设，目前已有{d}%建成并投入使用，群众的基本文化需求得到较好满足。",
    "健全政策体系。先后出台基层综合性文化服务中心建设、政府购买公共文化服务等配套文件{e}件，明确了建设标准、"
    "服务内容和保障责任，为相关工作开展提供了制度依据。",
    "加强队伍建设。实施文化人才专项支持计划，选派{b}名文化工作者到贫困地区服务，举办各类业务培训班{e}期，"
    "培训基层骨干{a}人次，稳步提升基层服务能力。",
    "丰富服务供给。组织送戏下乡{a}场，开展流动图书、流动展览等服务{c}场次，推动优质文化资源向基层倾斜，"
    "惠及群众{d}万人次。",
    "下一步，我厅将认真吸纳您的意见建议，进一步加大统筹协调力度，积极争取国家支持，推动各级政府将有关经费"
    "纳入财政预算，强化督导检查和绩效评价，确保各项任务落到实处、见到成效。",
)
SESSION = {"人大建议": "省十三届人大一次会议", "政协提案": "省政协十二届一次会议"}


def draft(rng: Random, next_key: int) -> list[Proposal]:
    """Nine deputies' and seven members' proposals, all answered and published in time."""
    found = []
    for n, subject in enumerate(SUBJECTS):
        kind = "人大建议" if n < 9 else "政协提案"
        assigned = dt.date(PLAN_YEAR, 3, 20) if n < 9 else dt.date(PLAN_YEAR, 3, 28)
        replied = assigned + dt.timedelta(days=50 + rng.randint(0, 32))
        points = tuple(p.format(**_numbers(rng)) for p in POINTS)
        found.append(
            Proposal(
                next_key + n,
                101 + n * 17 + rng.randint(0, 9),
                kind,
                subject,
                person(rng),
                "主办",
                assigned,
                replied,
                replied + dt.timedelta(days=rng.randint(5, 14)),
                rng.choice(OFFICES),
                points,
            )
        )
    return found


def _numbers(rng: Random) -> dict[str, int]:
    return {
        "a": rng.randint(240, 2900), "b": rng.randint(20, 160), "c": rng.randint(110, 800),
        "d": rng.randint(62, 97), "e": rng.randint(3, 14),
    }  # fmt: skip


def title(proposal: Proposal) -> str:
    """The reply's title as printed."""
    word = "建议" if proposal.kind == "人大建议" else "提案"
    return f"{DEPARTMENT}对{SESSION[proposal.kind]}第{proposal.number}号{word}的答复"


def reply(proposal: Proposal) -> Article:
    """The page of one reply."""
    makers = {"full": _full, "abstract": _abstract, "split": _full, "title-only": _bare}
    return Article(
        proposal.key, "jyta", title(proposal), proposal.published, makers[proposal.form](proposal),
        clock="15:42", source=proposal.office, views=120 + proposal.number,
        tag=f"proposal/{proposal.number}",
    )  # fmt: skip


def _full(p: Proposal) -> list[Block]:
    deputy, word = ("代表", "建议") if p.kind == "人大建议" else ("委员", "提案")
    ordinals = "一二三四五"
    body: list[Block] = [
        f"陇文厅函〔{PLAN_YEAR}〕{p.number}号",
        f"{p.delegate}{deputy}：",
        f"您提出的关于{p.subject}的{word}收悉。感谢您对我省文化工作的关心和支持。经认真研究，现答复如下：",
        *(f"{ordinals[n]}、{point}" for n, point in enumerate(p.points)),
        f"再次感谢您对文化工作的关心，希望继续提出宝贵意见。{p.contact}",
    ]
    if p.form == "split":
        return [
            *body,
            DEPARTMENT[:3],
            DEPARTMENT[3:],
            f"{p.replied.year}年",
            f"{p.replied.month}月{p.replied.day}日",
        ]
    return [
        *body,
        DEPARTMENT,
        chinese(p.replied),
        f"（联系单位：{p.office}　联系电话：0931-8841203）",
    ]


def _abstract(p: Proposal) -> list[Block]:
    word = "建议" if p.kind == "人大建议" else "提案"
    text = (
        f"答复摘要：您提出的关于{p.subject}的{word}收悉，现答复如下：我厅已将有关内容纳入年度安排。"
    )
    return [text, DEPARTMENT, chinese(p.replied)]


def _bare(p: Proposal) -> list[Block]:
    return [f"关于{p.subject}，已按期办结并答复。"]


def overview(site: Site, key: int) -> Article:
    """The yearly overview: its counts are those of the entries, but for planted differences."""
    shown = [p for p in site.proposals if p.shown]
    counts = {
        "all": len(shown),
        "npc": sum(p.kind == "人大建议" for p in shown),
        "cppcc": sum(p.kind == "政协提案" for p in shown),
    }
    counts |= site.overview
    body: list[Block] = [
        f"{PLAN_YEAR}年，我厅共承办省人大代表建议和省政协提案{counts['all']}件，其中：{SESSION['人大建议']}代表建议"
        f"{counts['npc']}件，{SESSION['政协提案']}委员提案{counts['cppcc']}件。截至目前，所有建议提案均已办理完毕，"
        "办结率100%，答复率100%，代表委员满意率100%，答复全文已在本栏目公开。",
        "工作中，厅党组高度重视，召开专题会议安排部署，坚持主要领导负总责、分管领导牵头办理、承办处室具体落实，"
        "建立了登记、交办、督办、答复、公开、回访的闭环机制。",
        "建议提案所提问题已经解决或者采纳的占75%，列入计划逐步解决的占25%。代表委员提出的关于基层文化设施建设、"
        "戏曲传承发展等意见，已经转化为年度重点工作举措。",
        DEPARTMENT,
        "2018年9月10日",
    ]
    return Article(
        key, "jyta", f"{DEPARTMENT}{PLAN_YEAR}年建议提案办理总体情况", dt.date(PLAN_YEAR, 9, 10), body,
        clock="11:05", source="厅办公室", views=486, tag="overview",
    )  # fmt: skip
