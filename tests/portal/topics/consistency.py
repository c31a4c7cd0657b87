"""Two pages that say the same of the library, until they do not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from tests.portal.model import DEPARTMENT, Portal, Site
from tests.portal.mutation import Mutation
from tests.portal.rewriting import added_to_first, first

_PHONE, _ADDRESS = "陇原省图书馆咨询电话：0931-8841266", "陇原省图书馆地址：兰河市城关区文化路586号"
_HOURS, _TOTAL = "陇原省图书馆开放时间：9:00-17:30", "陇原省图书馆2019年收支总预算1230.50万元"
_SAID = (_PHONE, _ADDRESS, _HOURS, _TOTAL)
_TEXT = "陇原省图书馆是综合性研究型公共图书馆，承担文献收藏、借阅、社会教育等公共文化服务，全年免费开放。"
_PAGES = (("/gywm/tsg.html", "陇原省图书馆简介"), ("/gywm/fwzn.html", "陇原省图书馆服务指引"))


def draw(site: Site, rng: object, key: int) -> None:
    """Both pages say the same."""
    site.extras["consistency"] = [_SAID, _SAID]


def finish(portal: Portal) -> None:
    """Two pages without a date introduce the library; the home page of its column leads to them."""
    edge = re.compile(r'<div class="crumb">.*</div>\s*(?=</div>\s*<div class="footer">)', re.S)
    model = portal.files[first(portal, "/tzgg/")].body.decode()
    for (path, title), said in zip(_PAGES, portal.content.extras["consistency"], strict=True):
        body = "".join(f"<p>　　{line}。</p>" for line in (_TEXT, *said))
        text = edge.sub(f'<div class="article"><h1>{title}</h1>{body}</div>\n', model)
        text = re.sub(r"<title>.*?</title>", f"<title>{title}-{DEPARTMENT}</title>", text)
        text = re.sub(r'<meta name="(?!Site|viewport)[^>]*>\n', "", text)
        portal.files[path] = replace(portal.files["/tzgg/"], body=text.encode())
    links = " ".join(f'<a href="{path}">{title}</a>' for path, title in _PAGES)
    if "/shgy/mfkf/" in portal.files:  # a mutation may take the column away
        added_to_first("/shgy/mfkf/", f"<p>{links}</p>", '<div class="tools">')(portal)


def _instead(old: str, new: str) -> Callable[[Site], None]:
    """The second page says something else."""

    def change(site: Site) -> None:
        site.extras["consistency"][1] = tuple(new if line == old else line for line in _SAID)

    return change


MUTATIONS = (
    Mutation("two-phones", "consistency.phone", "同一机构两处电话不同", expected="attest",
             content=_instead(_PHONE, "陇原省图书馆咨询电话：0931-8841377")),
    Mutation("two-addresses", "consistency.address", "同一机构两处门牌号不同", expected="attest",
             content=_instead(_ADDRESS, "陇原省图书馆地址：文化路568号")),
    Mutation("two-opening-hours", "consistency.hours", "同一机构两处开放时间不同", expected="attest",
             content=_instead(_HOURS, "陇原省图书馆开放时间：8:30-18:00")),
    Mutation("two-budget-totals", "consistency.budget-total", "同一单位两处总预算不同", expected="attest",
             content=_instead(_TOTAL, "陇原省图书馆2019年收支总预算1320.50万元")),
)  # fmt: skip
TRAPS = (
    Mutation("phone-without-area-code", "", "电话没有写区号", "pass",
             content=_instead(_PHONE, "陇原省图书馆咨询电话：8841266")),
    Mutation("hours-of-the-summer", "", "另写明夏季的开放时间", "pass",
             content=_instead(_HOURS, "陇原省图书馆开放时间：夏季8:30-18:00")),
    Mutation("total-in-yuan", "", "总预算以元为单位", "pass",
             content=_instead(_TOTAL, "陇原省图书馆2019年收支总预算12,305,000元")),
)  # fmt: skip
