"""Clause 13: what the site shows of how offices work together when opinion turns to them."""

from __future__ import annotations

import re
from typing import Final

from checks._declare import Topic, check
from checks._holdings import refuse_blind
from checks._publications import publications
from checks._results import Result, attest, passed
from store.snapshot import Snapshot
from store.vocabulary import Severity

TOPIC: Final = Topic("13", "完善协调联动机制", norms=("要点",))

_RULES: Final = re.compile(
    r"(?:舆情|突发事件|新闻发布|新闻发言人|信息发布).{0,16}(?:机制|制度|办法|预案|规程|规定|细则|工作方案)"
    r"|(?:协调|协同|会商|联席会议).{0,6}(?:联动|机制|制度).{0,12}(?:舆情|发布|公开)?"
)
_NOT_RULES: Final = re.compile(r"解读|召开|举办|培训|会议纪要|答复|提案|征求意见|采购|演练|审查")


@check(
    id="coordination.rules-published", topic=TOPIC, severity=Severity.INFO,
    title="公布舆情回应、新闻发布的协调联动制度",
    expected="网站上能看到政务舆情、新闻发布或突发事件信息发布的协调联动制度",
    remedy="可以公开的制度在公开制度栏目公布；与宣传、网信、公安、通信管理部门的协议由人确认。",
    method="按题名查找。要点没有要求公布，机制是否建立另由人确认，查不到的不认定。",
)  # fmt: skip
def rules_published(snapshot: Snapshot) -> Result:
    """Rules on answering opinion or on press work stand on the site; the plan asks for none there."""
    refuse_blind(snapshot)
    for found in publications(snapshot, _RULES, _NOT_RULES):
        if found.page is not None or found.documents:
            return passed(f"已公布“{found.title}”", found.quote(found.title, "标题"))
    home = snapshot.home
    words = "网站上没有看到舆情回应、新闻发布的协调联动制度，请确认是否建立、可否公开"
    return attest(words, home.quote(home.facts.head_title or home.url, "首页"))
