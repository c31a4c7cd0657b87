"""Clause 24: what is published names no private person's numbers; what must be named is named.

A number is called a disclosure by the machine only when its check character, its region and its
day of birth are right and a word or a name beside it says what it is. Everything else that looks
like one, and everything on a page that the law may want to name people, is shown to a person:
the veto stands when a person has confirmed it.
"""

from __future__ import annotations

import re
from typing import Final

from checks._declare import Topic, check
from checks._private import PrivatePlace
from checks._publications import publications
from checks._results import Result, attest, failed, passed
from store.column_kinds import synonyms
from store.facts import PrivateNumber
from store.judgements import Evidence
from store.snapshot import Snapshot
from store.vocabulary import Severity

TOPIC: Final = Topic("24", "信息公开审查与个人隐私去标识化", norms=("要点",))
_LAWS: Final = ("要点", "政府信息公开条例#15", "个人信息保护法#25")
_REVIEW: Final = re.compile(
    r"(?:信息公开|信息发布|公开信息|政务公开|网站信息|上网信息|发布).{0,10}(?:审查|审核|审签)"
    r".{0,10}(?:制度|办法|规定|规程|细则|机制|程序|流程|规范)|保密审查.{0,8}(?:制度|办法|规定|机制|程序|流程)"
)
_OTHER_REVIEW: Final = re.compile(r"解读|答复|招标|采购|培训|会议|通过|考核")
_MASKED: Final = "（报告中的号码均已遮盖）"


@check(
    id="privacy.identity-numbers", topic=TOPIC, severity=Severity.VETO,
    rows=("X17", "22a.5", "24.1"),
    title="没有公开未遮盖的身份证号码",
    expected="网页和附件（含隐藏的工作表、批注、文件属性）中没有未遮盖的身份证号码，依法应当点名的除外",
    remedy="立即撤下或遮盖身份证号码，重新上传附件并清除旧文件；依法必须公开的，把网址写入 [site] must_name。",
    norms=(*_LAWS, "个人信息保护法#73", "GB 11643-1999#校验码"),
    method="18 位号码校验码（MOD 11-2）、出生日期、行政区划代码都正确，且旁边有“身份证”字样或姓名的认定；"
    "其他疑似号码、填写示例、惩戒或处罚类页面提请人工确认。只保存种类、位置、遮盖后的形式和加密摘要。"
    "单项否决以人工核实为准。",
)  # fmt: skip
def identity_numbers(place: PrivatePlace) -> Result:
    """No identity number that is surely a person's stands unmasked."""
    numbers = place.of("identity")
    sure = tuple(each for each in numbers if not each.doubt and (each.label or each.named))
    return _judged(place, "身份证号码", numbers, sure)


@check(
    id="privacy.mobile-numbers", topic=TOPIC, severity=Severity.MAJOR, rows=("24.2",),
    title="没有在个人姓名旁公开手机号码",
    expected="名单和文字中，个人姓名旁没有未遮盖的手机号码；单位公布的联系电话不在此列",
    remedy="撤下或遮盖个人的手机号码；联系电话改用办公电话。",
    norms=_LAWS,
    method="只看有姓名一列、又有性别、住址、身份证等个人项目的名单，以及写明姓名或住址的文字；"
    "有职务、单位、联系人等字样的视为单位公布的电话。看不出是谁的，提请人工确认。",
)  # fmt: skip
def mobile_numbers(place: PrivatePlace) -> Result:
    """No mobile telephone of a private person stands beside the name."""
    numbers = place.of("mobile")
    sure = tuple(each for each in numbers if not each.doubt and each.named)
    return _judged(place, "个人手机号码", numbers, sure)


@check(
    id="privacy.other-details", topic=TOPIC, severity=Severity.MAJOR, rows=("24.3",),
    title="没有公开银行卡号、家庭住址等个人信息",
    expected="名单中没有银行卡号、到门牌的家庭住址、家庭成员，隐藏的工作表、列和批注中也没有",
    remedy="撤下或遮盖银行卡号、家庭住址和家庭成员；另存后再发布，清除隐藏内容、批注和修订。",
    norms=("要点", "个人信息保护法#28", "个人信息保护法#51"),
    method="银行卡号看发卡机构前缀、Luhn 校验和旁边的字样；住址只认名单中写到门牌的；家庭成员是否依法应当公示，"
    "由人确认。人像、签名和图片中的文字不作认定。",
)  # fmt: skip
def other_details(place: PrivatePlace) -> Result:
    """No bank card and no home of a private person; family members are for a person to judge."""
    cards = place.of("card")
    sure = tuple(each for each in cards if not each.doubt and each.named)
    homes = tuple(each for each in place.lists if each.kind == "address")
    family = tuple(each for each in place.lists if each.kind == "family")
    if not (homes or family):
        return _judged(place, "个人银行卡号", cards, sure)
    told = [f"“{each.column}”一列有 {each.count} 行写明" for each in (*homes, *family)]
    if cards:
        told.append(f"个人银行卡号 {len(cards)} 个")
    pieces = (*place.shown(cards), *place.listed((*homes, *family)))
    return _said(place, "、".join(told), bool(sure or homes), pieces)


@check(
    id="privacy.review-rules", topic=TOPIC, severity=Severity.MINOR, rows=("24.4",),
    title="公布信息公开审查制度",
    expected="网站上能看到信息公开（发布）审查制度",
    remedy="制定并公布政府信息公开审查（保密审查）制度，写明程序和责任。",
    norms=("要点", "政府信息公开条例#17"),
    method="在列表、网页和附件的标题中查找信息公开（发布）审查、审核、保密审查的制度。",
)  # fmt: skip
def review_rules(snapshot: Snapshot) -> Result:
    """The rules by which information is reviewed before it is published are published."""
    for found in publications(snapshot, _REVIEW, _OTHER_REVIEW):
        if found.page is not None or found.documents:
            return passed(f"已公布“{found.title}”", found.quote(found.title, "标题"))
    missing = snapshot.absence(
        "信息公开审查制度", ("审查制度", "保密审查", "信息公开审查", "发布审核", *synonyms("rules"))
    )
    return failed("没有找到信息公开审查制度", missing)


# -- what they share ----------------------------------------------------------------------------


def _judged(
    place: PrivatePlace, what: str, numbers: tuple[PrivateNumber, ...],
    sure: tuple[PrivateNumber, ...],
) -> Result:  # fmt: skip
    if not numbers:
        return passed(_seen(place, what), place.home)
    kept = sure or numbers
    where = "、".join(f"{each.place} {each.masked}" for each in kept[:3])
    hidden = sum(each.hidden for each in kept)
    told = f"{what} {len(kept)} 个（{where}{' 等' if len(kept) > 3 else ''}）"
    if hidden:
        told += f"，其中 {hidden} 个在隐藏内容、批注或文件属性中"
    doubts = "；".join(dict.fromkeys(each.doubt for each in kept if each.doubt))
    told += f"，{doubts}" if doubts else ""
    return _said(place, told, bool(sure), place.shown(kept))


def _said(place: PrivatePlace, told: str, sure: bool, pieces: tuple[Evidence, ...]) -> Result:
    """A disclosure is failed where it is sure and nobody can have ordered it; else asked about."""
    if place.must_name:
        return passed(f"{told}；该页列入 [site] must_name，依法应当公开", *pieces)
    if place.exempt:
        return attest(f"{told}；标题像是惩戒或强制披露的信息，请人工确认是否依法应当公开", *pieces)
    if place.doubtful or not sure:
        return attest(f"疑似未遮盖的{told}，请人工确认", *pieces)
    return failed(f"未遮盖的{told}，请立即处理并人工核实{_MASKED}", *pieces)


def _seen(place: PrivatePlace, what: str) -> str:
    looked = place.looked
    if place.capture is not None:
        return f"本页没有发现{what}"
    unread = f"，另有 {looked.unread} 个附件有未能阅读的部分" if looked.unread else ""
    return f"检查网页 {looked.pages} 个、附件 {looked.files} 个，没有发现{what}{unread}"
