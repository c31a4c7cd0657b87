"""Clause 3: the national list of what the market may not enter is linked; there is no other list."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from checks._declare import check
from checks._holdings import absent, refuse_blind
from checks._publications import Publication, publications
from checks._results import Result, attest, failed, passed
from checks._walk import looked, looker
from checks.inspections import TOPIC
from store.facts import Facts, PageFacts
from store.judgements import Evidence
from store.snapshot import Capture, Page, Snapshot
from store.verdicts import admits
from store.vocabulary import Severity

_LIST: Final = re.compile(r"市场准入负面清单")
#: Words of a text about the list rather than a list.
_ABOUT: Final = re.compile(
    r"解读|会议|召开|培训|宣传|学习|贯彻|落实|执行|违背|案例|试点(?!版)|改革(?!委)|座谈|调研|推进|机制|制度|实施方案|意见建议|自查|清理|通报|问答"
)
_NATIONAL: Final = re.compile(
    r"国家发展|发展改革委|发改委|商务部|国务院|全国|国家|发改(?:体改|经体)|\(20\d\d年版\)|（20\d\d年版）|试点版"
)
#: Whose list a title says that it is.
_OWN: Final = re.compile(
    r"^(?:关于)?(?:公布|发布|印发)?[《“]?(?P<who>[\u4e00-\u9fff]{0,20}?(?:省|市|州|县|区|厅|局|委|本|我)[\u4e00-\u9fff]{0,10}?)"
    r"(?:行业|领域|产业|企业)?(?:项目)?市场准入负面清单"
)
_NATIONAL_HOSTS: Final = (".ndrc.gov.cn", ".mofcom.gov.cn", "www.gov.cn", ".samr.gov.cn")
_ITEMS: Final = 3


@check(
    id="market-access.national-list-only", topic=TOPIC, severity=Severity.MAJOR, rows=("3.5",),
    title="公开全国统一的市场准入负面清单，不自行制定清单",
    expected="网站有全国统一的市场准入负面清单或者通向它的链接，没有自行发布的市场准入负面清单",
    remedy="撤下自行发布的市场准入负面清单，改为链接国家发展改革委、商务部发布的清单。",
    norms=("优化营商环境条例#20",),
    method="按题名和链接文字找“市场准入负面清单”；国家部委印发的不算自行制定；站外链接是否打得开不在巡检范围内。",
)  # fmt: skip
def national_list_only(snapshot: Snapshot) -> Result:
    """The site carries or links the national list and has published none of its own."""
    refuse_blind(snapshot)
    found = publications(snapshot, _LIST, _ABOUT)
    own = [each for each in found if _is_own(each)]
    if own:
        return _own_list(own)
    for each in found:
        each.refuse_unseen()
    national = [each for each in found if _is_national(each)]
    if national:
        shown = national[0].quote(national[0].title, "标题")
        return passed(f"公开的是全国统一的清单“{national[0].title}”", shown)
    if found:
        words = f"“{found[0].title}”没有写明由谁制定，请确认是否为全国统一的清单"
        return attest(words, found[0].quote(found[0].title, "标题"))
    if linked := looked(snapshot, _Links).first:
        return _linked(snapshot, *linked)
    evidence = absent(snapshot, "市场准入负面清单", ("市场准入负面清单", "负面清单"))
    return failed("没有全国统一的市场准入负面清单，也没有通向它的链接", evidence)


def _own_list(own: list[Publication]) -> Result:
    """A title is not enough: an entry under it must be a list."""
    for each in own:
        each.refuse_unseen()
        rows = sum(max(0, len(table.rows) - 1) for table in each.tables)
        numbered = len(
            re.findall(r"(?m)^\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})[、.．]", each.text)
        )
        if rows >= _ITEMS or numbered >= _ITEMS:
            shown = each.quote(each.title, "标题")
            return failed(f"自行发布了“{each.title}”，列有 {max(rows, numbered)} 项", shown)
    shown = own[0].quote(own[0].title, "标题")
    return attest(f"“{own[0].title}”像是自行制定的清单，请确认", shown)


def _is_own(each: Publication) -> bool:
    names = (each.title, *re.findall(r"《([^》]+)》", each.title))
    return not _NATIONAL.search(each.title) and any(map(_OWN.search, names))


def _is_national(each: Publication) -> bool:
    return bool(_NATIONAL.search(each.title) or _NATIONAL.search(each.text[:600]))


@looker
class _Links:
    """Looks for the first link named after the list: its page, its words, where it leads."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.first: tuple[Page, str, str] | None = None

    def take(self, capture: Capture, facts: Facts | None, _page: Page | None) -> None:
        """One more page, a doubtful one too, until there is a link."""
        if self.first is not None or not isinstance(facts, PageFacts):
            return
        for link in facts.links:
            if "负面清单" not in link.text or not _LIST.search(link.text):
                continue
            page = Page(capture, facts)
            target = page.resolve(link.href)
            if target and admits(self._snapshot.verdicts.of(capture), facts, doubtful=True):
                self.first = page, link.text, target
                return


def _linked(snapshot: Snapshot, page: Page, words: str, target: str) -> Result:
    """A link that leads off the site was not tried tonight; one on the site was."""
    shown: Evidence = page.quote(f"{words} {target}"[:200], "链接")
    host = f".{urlsplit(target).hostname or ''}"
    if any(host.endswith(name) for name in _NATIONAL_HOSTS):
        return attest(f"有通向国家部委网站的“{words}”链接，请确认打得开", shown)
    snapshot.page(target)
    return attest(f"有“{words}”链接（{target}），请确认是否为全国统一的清单", shown)
