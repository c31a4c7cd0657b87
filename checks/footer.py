"""Clause 19: the foot of the home page says who runs the site and how to report its errors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import msgspec

from checks._declare import Setting, Settings, Topic, check
from checks._results import Result, attest, failed, passed
from store.errors import Unseen
from store.facts import Identity
from store.snapshot import Page, Snapshot
from store.vocabulary import Place, Severity

TOPIC: Final = Topic("19", "网站页脚标识", norms=("国办发〔2017〕47号#页脚标识",))
_CODE: Final = re.compile(r"\d{10}|[a-z]{2}\d{8}", re.IGNORECASE)
_ICP: Final = re.compile(
    r"[\u4e00-\u9fff]ICP[备证](?:案号?[:：]?)?\d{6,12}号?(?:-\d+)?", re.IGNORECASE
)
_MOST_PAGES: Final = 200  # of the site that are looked at for what the home page lacks


@dataclass(frozen=True)
class _Part:
    """One of the seven: its name, what the footer says, and what is doubtful in it."""

    name: str
    value: str
    doubt: str = ""


@check(
    id="footer.identity-complete", topic=TOPIC, severity=Severity.MAJOR, rows=("X9", "19.1"),
    title="首页底部七项标识齐全",
    expected="首页底部有网站标识码、ICP备案号、公安机关备案号（14位）、主办单位、联系方式、党政机关标识、“我为政府网站找错”入口",
    remedy="在首页底部补齐所缺标识，并使其与备案信息一致。",
    settings={"fewest_read": Setting(3, "读到几项才认定页脚已被读到（自定）")},
    method="读取首页（含框架和脚本直接写出的页脚）的标识；读到的少于规定项数时视为页脚未读到。"
    "首页没有而其他网页有的，以及与配置不同的，提请人工确认。“找错”入口在站外，本次不访问。",
)  # fmt: skip
def identity_complete(snapshot: Snapshot, settings: Settings) -> Result:
    """Seven of seven at the foot of the home page; a footer that was not read accuses nobody."""
    home = snapshot.home
    shown_by = _shown(snapshot, home)
    parts = tuple(_parts(shown_by, snapshot.run.identity))
    found = [part for part in parts if part.value]
    missing = [part.name for part in parts if not part.value]
    shown = home.quote("；".join(f"{p.name}：{p.value}" for p in found), "首页底部")
    said = f"首页底部读到 {len(found)} 项（共 {len(parts)} 项）"
    if not missing:
        doubts = [part.doubt for part in found if part.doubt]
        return attest(f"{said}；{'；'.join(doubts)}", shown) if doubts else passed(said, shown)
    _refuse_unread(snapshot, home, found, settings["fewest_read"])
    elsewhere = _elsewhere(snapshot, missing)
    if elsewhere is not None:
        names, page = elsewhere
        words = f"{said}，首页未读到而其他网页有：{'、'.join(names)}，请人工核对首页底部"
        absent = [name for name in missing if name not in names]
        if not absent:
            return attest(words, shown, page.quote(f"{'、'.join(names)}", "网页底部"))
        missing = absent
    return failed(f"{said}，缺少：{'、'.join(missing)}", shown)


def _parts(shown: Identity, told: Identity) -> Iterator[_Part]:
    code, icp = shown.site_code, "".join(shown.icp.split())
    police = re.sub(r"\D", "", shown.police)
    yield _Part("网站标识码", code, _first(
        _form(code, _CODE, "网站标识码"), _other(code, told.site_code, "网站标识码")))  # fmt: skip
    yield _Part("ICP备案号", shown.icp, _first(
        _form(icp, _ICP, "ICP备案号"), _other(_main(icp), _main(told.icp), "ICP备案号")))  # fmt: skip
    wrong = f"公安备案号“{shown.police}”不是14位数字" if police and len(police) != 14 else ""
    yield _Part("公安机关备案号", shown.police, _first(
        wrong, _other(police, re.sub(r"\D", "", told.police), "公安备案号")))  # fmt: skip
    yield _Part("主办单位", shown.organizer, _other(shown.organizer, told.organizer, "主办单位"))
    yield _Part("联系方式", shown.phone or shown.address)
    yield _Part("党政机关标识", shown.badge)
    linked = "“我为政府网站找错”没有链接，请人工点击核对" if shown.error_report == "#" else ""
    yield _Part("“我为政府网站找错”入口", shown.error_report, linked)


def _first(*doubts: str) -> str:
    return next(filter(None, doubts), "")


def _form(value: str, form: re.Pattern[str], name: str) -> str:
    return "" if not value or form.fullmatch(value) else f"{name}“{value}”格式异常"


def _main(icp: str) -> str:
    """An ICP number without the number of the site below it."""
    return re.sub(r"-\d{1,3}$", "", "".join(icp.split())).removesuffix("号").upper()


def _other(shown: str, told: str, name: str) -> str:
    same = not shown or not told or shown.lower() == told.lower()
    return "" if same else f"{name}为“{shown}”，配置为“{told}”，请核对"


def _shown(snapshot: Snapshot, home: Page) -> Identity:
    """What the home page says, and for what it does not say the frames in it that were seen."""
    said: dict[str, str] = msgspec.structs.asdict(home.facts.identity)
    for link in home.facts.links:
        if link.place is not Place.FRAME or all(said.values()):
            continue
        try:
            framed = snapshot.page(home.resolve(link.href), doubtful=True)
        except Unseen:
            continue  # ``_refuse_unread`` asks for it before anything is said to be missing
        more: dict[str, str] = msgspec.structs.asdict(framed.facts.identity)
        said = {name: value or more[name] for name, value in said.items()}
    return Identity(**said)


def _refuse_unread(snapshot: Snapshot, home: Page, found: list[_Part], fewest: int) -> None:
    """Raise ``Unseen`` while the footer may stand where it was not read."""
    if home.facts.doubts:
        raise Unseen(f"首页存疑：{'；'.join(home.facts.doubts)}，不能断定底部标识缺少")
    for link in home.facts.links:
        if link.place is Place.FRAME:
            snapshot.page(home.resolve(link.href), doubtful=True)
    if len(found) < fewest:
        raise Unseen(
            f"首页底部只读到 {len(found)} 项标识，页脚可能由外部脚本写出，未能读到，请人工核对"
        )


def _elsewhere(snapshot: Snapshot, missing: list[str]) -> tuple[list[str], Page] | None:
    """A page of the site that has what the home page lacks: the names, and the page."""
    for number, page in enumerate(snapshot.pages()):
        if number >= _MOST_PAGES:
            return None
        parts = _parts(page.facts.identity, Identity())
        names = [part.name for part in parts if part.name in missing and part.value]
        if names:
            return names, page
    return None
