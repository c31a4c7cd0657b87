"""Clause 3: whose list of what the market may not enter stands on the site."""

from __future__ import annotations

import datetime as dt

from checks._declare import Check
from checks.market_access import national_list_only
from checks.selftest.market_access import NATIONAL, carried
from store.vocabulary import Cause
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, PASS, Case

OLD = dt.date(2018, 12, 20)
NDRC = ("http://www.ndrc.gov.cn/fzmd.html", "市场准入负面清单（2025年版）")
NAMED = {"/1.html": "市场准入负面清单"}
CASES: dict[Check, list[Case]] = {
    national_list_only: [
        Case("the national list", carried(NATIONAL), PASS),
        Case("its name alone, the ministry in the text",
             carried("市场准入负面清单", text="国家发展改革委、商务部印发"), PASS),
        Case("whose it is is not said", carried("市场准入负面清单"), ATTEST),
        Case("a list of its own", carried("陇原省文化市场准入负面清单"), FAIL, "自行发布"),
        Case("a list of its own by a notice", carried("关于印发《本厅市场准入负面清单》的通知"), FAIL),
        Case("a list of its own before the regulation",
             carried("陇原省文化市场准入负面清单", as_of=OLD), ATTEST),
        Case("three numbered items",
             carried("我省市场准入负面清单", rows=(), text="一、甲\n二、乙\n三、丙"), FAIL),
        Case("two items are no list", carried("我省市场准入负面清单", rows=(), text="一、甲\n二、乙"), ATTEST),
        Case("news about it", carried("我厅学习市场准入负面清单", links=(NDRC,)), ATTEST),
        Case("the province hands on the nation's",
             carried("陇原省转发国家发展改革委《市场准入负面清单（2025年版）》"), PASS),
        Case("another negative list", carried("本省外商投资准入负面清单"), FAIL, "没有全国统一"),
        Case("a link to the ministry", carried(links=(NDRC,)), ATTEST, "打得开"),
        Case("none", carried(), FAIL, "没有全国统一"),
        Case("none before the regulation", carried(as_of=OLD), ATTEST),
        Case("a page of that name failed", carried(failed={"/1.html": Cause.STATUS}, anchors=NAMED), ERROR),
        Case("nothing captured", builders.snapshot(home=False), ERROR),
        Case("a protection page", builders.snapshot({"/": builders.page("", quality="protection")}), ERROR),
    ],
}  # fmt: skip
