"""Libraries and other cultural places: whose duty the lists are, what they are called, their tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, Final

from checks._grids import Attributes
from store.snapshot import ColumnView, Page, Register, Snapshot

#: What the law on public libraries wants of each library (第十八条), and the words of headers.
LIBRARY: Final[Attributes] = {
    "名称": ("图书馆名称", "单位名称", "机构名称", "场馆名称", "馆名", "名称", "图书馆", "单位"),
    "馆址": ("馆址", "详细地址", "通讯地址", "机构地址", "单位地址", "地址", "所在地"),
    "联系方式": ("联系方式", "联系电话", "咨询电话", "服务电话", "电话", "热线"),
    "馆藏概况": ("馆藏概况", "馆藏情况", "馆藏量", "馆藏", "藏书量", "藏书", "文献资源",
                 "文献总量", "文献"),
    "主要服务内容和方式": (
        "主要服务内容和方式", "主要服务内容及方式", "主要服务内容", "服务内容和方式", "服务内容及方式",
        "服务内容", "主要服务", "服务项目", "服务方式", "服务",
    ),
}  # fmt: skip
#: What is told of a place that is open free of charge, and the words of headers and labels.
OPENING: Final[Attributes] = {
    "机构名称": ("机构名称", "单位名称", "场馆名称", "设施名称", "馆名", "名称", "场馆", "单位"),
    "开放时间": ("开放时间", "开馆时间", "服务时间", "开放安排", "开闭馆时间", "营业时间", "接待时间"),
    "地址": ("机构地址", "单位地址", "场馆地址", "详细地址", "馆址", "地址", "地点", "所在地"),
    "电话": ("联系电话", "咨询电话", "服务电话", "预约电话", "联系方式", "电话", "热线"),
    "临时停止开放": ("临时停止开放", "停止开放", "暂停开放", "临时闭馆", "临时关闭", "停止开馆",
                     "闭馆公告", "闭馆说明"),
}  # fmt: skip
#: What is told of a facility (公共文化服务保障法 第三十一条).
SERVICE: Final[Attributes] = {
    "名称": OPENING["机构名称"],
    "服务项目": (
        "服务项目",
        "免费服务项目",
        "基本服务项目",
        "服务内容",
        "开放项目",
        "免费项目",
        "服务",
    ),
    "开放时间": OPENING["开放时间"],
    "地址": OPENING["地址"],
    "电话": OPENING["电话"],
}

_PROVINCE: Final = re.compile(
    r"[\u4e00-\u9fff]{2,3}省|[\u4e00-\u9fff]{2,8}自治区|北京市|上海市|天津市|重庆市|新疆生产建设兵团"
)
_BELOW: Final = re.compile(r"市|州|盟|县|区|旗|乡|镇")
_CULTURE: Final = re.compile(r"文化|文旅|文体|文广|旅游")
_AROUND: Final = re.compile(r"[\s\"“”'《》()\[\]【】·、,.。]|中国|图书馆$")


def provincial_culture(snapshot: Snapshot) -> bool | None:
    """Whether the portal is that of a provincial culture department; None when its name is mute."""
    name = unicodedata.normalize("NFKC", snapshot.run.portal).strip()
    organizer = snapshot.run.identity.organizer
    for said in (name, organizer):
        if not _CULTURE.search(said):
            continue
        rest, found = _PROVINCE.subn("", said, count=1)
        if _BELOW.search(rest):
            return False
        if found or said.startswith("省") or said.endswith("厅"):
            return True
    return None


def plain_name(name: str) -> str:
    """A place's name as it is compared: without signs and white space."""
    return _AROUND.sub("", unicodedata.normalize("NFKC", name))


def same_place(one: str, other: str, region: str = "") -> bool:
    """Whether two names are of one place; a region in front may be left out (兰河市图书馆)."""
    first, second = sorted((plain_name(one), plain_name(other)), key=len)
    if first == second and first:
        return True
    if len(first) < 2 or not second.endswith(first):
        return False
    before = second.removesuffix(first)
    return bool(_PROVINCE.fullmatch(before)) or bool(region and before in plain_name(region))


def unmatched(
    register: Register, names: Iterable[str]
) -> tuple[list[Mapping[str, Any]], list[str]]:
    """Rows of a register of places without a name in a list, and names without a row."""
    left, missing = list(names), []
    for row in register.rows:
        region = row.get("region") or ""
        hit = next((n for n in left if same_place(row["name"], n, region)), None)
        if hit is None:
            missing.append(row)
        else:
            left.remove(hit)
    return missing, left


def columns_among(snapshot: Snapshot, kinds: Iterable[str]) -> list[ColumnView]:
    """The columns of several kinds, each once."""
    found = {c.url: c for kind in kinds for c in snapshot.columns_of(kind)}
    return list(found.values())


def told(page: Page, attributes: Attributes) -> dict[str, str]:
    """Attribute → words behind its label on a page: in small tables, fields and lines."""
    found: dict[str, str] = {}
    for label, value in _labels(page):
        hits = [(len(w), n) for n, words in attributes.items() for w in words if w in label]
        if hits:
            found.setdefault(max(hits)[1], value)  # 单位地址 is an address rather than a 单位
    return found


def _labels(page: Page) -> list[tuple[str, str]]:
    pairs = [(row[n], row[n + 1]) for table in page.facts.tables for row in table.rows
             if len(row) in (2, 4, 6) for n in range(0, len(row), 2)]  # fmt: skip
    pairs += list(page.facts.fields.items())
    pairs += re.findall(r"(?m)(?:^|[。；;\s、\d.）)])([\u4e00-\u9fff]{2,9})\s*[:：]\s*(\S[^\n。；;]{0,80})",
                        page.facts.text)  # fmt: skip
    return [(re.sub(r"\s", "", label), value.strip()) for label, value in pairs
            if value.strip() and len(re.sub(r"\s", "", label)) <= 12]  # fmt: skip
