"""Clause 7: libraries, facilities, openings, closings and money, each right and with one fault."""

from __future__ import annotations

from functools import partial

from checks.selftest import Case
from checks.selftest._build import column, page, snapshot
from store.snapshot import Snapshot
from store.vocabulary import Outcome

PASS, FAIL, ATTEST = Outcome.PASS, Outcome.FAIL, Outcome.ATTEST
_ROOT = "/mfkf/"
_LIBRARIES = ("名称", "馆址", "联系方式", "馆藏概况", "主要服务内容和方式")
_ONE = ("兰河市图书馆", "人民路1号", "0931-8800001", "图书12万册", "借阅、讲座")
_PLACES = ("设施名称", "地址", "服务项目", "开放时间")
_HALL = ("兰河市文化馆", "文化路2号", "展览、培训", "9:00—17:00")
_OPEN = (
    ("机构名称", "兰河市文化馆"), ("开放时间", "9:00—17:00"), ("机构地址", "文化路2号"),
    ("联系电话", "0931-8800002"), ("临时停止开放信息", "无"),
)  # fmt: skip


def _libraries(row: tuple[str, ...] = _ONE) -> Snapshot:
    shown = page("全省公共图书馆名录", on="2018-06-20", tables=[(_LIBRARIES, row)])
    return _one("/mfkf/1.html", shown, {"libraries": [{"name": _ONE[0]}]})


def _one(path: str, shown: object, registers: dict[str, list[dict[str, object]]] | None = None,
         ) -> Snapshot:  # fmt: skip
    title = str(getattr(shown, "title", ""))
    pages = {"/": page("首页", nav=((_ROOT, "免费开放"),)), _ROOT: page("免费开放"), path: shown}
    entries = [(path, title, "2018-06-20")]
    held = [column("facilities", _ROOT, entries, name="免费开放")]
    return snapshot(pages, held, registers or {})  # type: ignore[arg-type]


def _directory(row: tuple[str, ...] = _HALL) -> Snapshot:
    return _one("/mfkf/2.html", page("公共文化设施目录", on="2018-06-20", tables=[(_PLACES, row)]))


def _opening(rows: tuple[tuple[str, str], ...] = _OPEN) -> Snapshot:
    said = "以上服务项目全部免费，欢迎广大群众前来参观体验，具体安排以各场馆公布的信息为准，谢谢配合支持。"
    return _one(
        "/mfkf/3.html", page("兰河市文化馆免费开放信息", said, on="2018-06-20", tables=[rows])
    )


def _closing(first: str) -> Snapshot:
    said = f"因馆舍维修，省图书馆定于2018年{first}起闭馆，开放时间另行通知。\n2018年6月20日"
    return _one("/mfkf/4.html", page("省图书馆维修闭馆公告", said, on="2018-06-20"))


def _money(title: str) -> Snapshot:
    return _one("/mfkf/5.html", page(title, on="2018-06-20"))


CASES = (
    Case("libraries.listed", PASS, _libraries),
    Case("libraries.listed", FAIL, partial(_libraries, (*_ONE[:3], "", _ONE[4]))),
    Case("facilities.directory-published", PASS, _directory),
    Case("facilities.directory-published", FAIL, partial(_directory, (*_HALL[:3], ""))),
    Case("facilities.opening-told", PASS, _opening),
    Case("facilities.opening-told", FAIL, partial(_opening, (_OPEN[0], *_OPEN[2:]))),
    Case("facilities.closing-announced", PASS, partial(_closing, "6月27日")),
    Case("facilities.closing-announced", FAIL, partial(_closing, "6月26日")),
    Case(
        "welfare.money-announced", PASS, partial(_money, "2018年公共文化服务专项资金分配情况公告")
    ),
    Case("welfare.money-announced", FAIL, partial(_money, "送书下乡")),
)
