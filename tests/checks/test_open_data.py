"""Data sets: what they lack is asked about; their absence is no fault."""

from __future__ import annotations

from checks._declare import Check
from checks.open_data import offered
from store.snapshot import Snapshot
from store.vocabulary import Cause
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, PASS, Case

TEXT = "数据格式：CSV。开放属性：无条件开放。"


def data(
    text: str = TEXT, href: str = "/sj/1.csv", on: str = "2018-06-01", entry: str = "/sj/1.html",
    complete: bool = True, items: bool = True,
) -> Snapshot:  # fmt: skip
    held = builders.page("公共图书馆名录", text, on=on, links=[(href, "下载")])
    listed = [(entry, "公共图书馆名录", on)] if items else []
    column = builders.column("open-data", "/sj/", listed, name="数据开放", complete=complete)
    home = builders.page("首页", nav=[("/sj/", "数据开放")])
    return builders.snapshot(
        {"/": home, "/sj/": builders.page("数据开放"), "/sj/1.html": held}, [column]
    )


CASES: dict[Check, list[Case]] = {
    offered: [
        Case("a data set", data(), PASS, "CSV"),
        Case("a spreadsheet", data(href="/sj/1.xlsx?id=3"), PASS, "XLSX"),
        Case("listed as a file", data(entry="/sj/2.json", text=TEXT), ATTEST, "注明许可的 0 个"),
        Case("a picture is no data", data(href="/sj/1.jpg"), ATTEST, "机器可读文件的 0 个"),
        Case("no licence", data(text="由公共文化处提供。"), ATTEST),
        Case("no date", data(on=""), ATTEST, "有日期的 0 个"),
        Case("empty column", data(items=False), ATTEST, "数据集 0 个"),
        Case("column not seen whole", data(items=False, complete=False), ERROR),
        Case("no column", builders.snapshot({"/": builders.page("首页", nav=[("/yw/", "要闻")])}), ATTEST,
             "没有数据开放栏目"),
        Case("no column, and a page missing that may be one", builders.snapshot(
            {"/": builders.page("首页", nav=[("/sj/", "数据开放")])}, failed={"/sj/": Cause.TIMEOUT},
            anchors={"/sj/": "数据开放"}), ERROR),
        Case("home page not seen", builders.snapshot(failed={"/": Cause.DNS}, home=False), ERROR),
    ],
}  # fmt: skip
