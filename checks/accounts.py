"""Clause 23a: accounts on 微博, 微信 and the like are listed, kept up, few, and the department's own.

What happens on the platforms is told by the registers alone: they cannot be crawled reliably.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from checks._accounts import Account, Post, accounts_of, bare_name, plain
from checks._accounts_page import Listing, listing_of
from checks._declare import Setting, Settings, Topic, check
from checks._link_states import State, standing
from checks._official import own_names
from checks._probes import measured, record
from checks._results import Result, attest, failed, not_applicable, passed
from checks._tally import share
from store.errors import MissingRegister
from store.judgements import Evidence
from store.snapshot import Snapshot
from store.vocabulary import Severity

TOPIC: Final = Topic("23a", "两微一端（政务新媒体）", norms=("要点",))
_NONE: Final = "新媒体账号台账中没有在用的账号"
_SHOWN: Final = 5
_ADVERT: Final = re.compile(
    r"优惠价|促销|折扣|特价|秒杀|团购|代购|招商加盟|加盟热线|限时抢购|扫码购买|点击购买|立即购买|带货|满\d+减\d+"
    r"|买一[送赠]|优惠券|下单|包邮|直降|购房|楼盘|贷款利率|理财产品|旗舰店|爆款|点击领取红包"
)
_IDLE: Final = re.compile(
    r"心灵鸡汤|星座|运势|养生|减肥|美容|明星|八卦|段子|搞笑|笑话|彩票|开奖|测一测|转发有福|幸运|情感|婆媳|"
    r"娱乐圈|网红|偏方|长寿|风水|生肖|早安|晚安|必看|震惊|惊呆"
)


@check(
    id="accounts.listed", topic=TOPIC, severity=Severity.MAJOR, rows=("23a.1",),
    title="网站公布全部政务新媒体账号",
    expected="网站有一处列出台账中全部在用账号的名称和平台，附二维码或链接",
    remedy="在网站首页或“政务新媒体”栏目列出全部在用账号的名称、平台和二维码（链接）。",
    norms=("国办发〔2018〕123号#四(一)", "要点"), needs=("accounts",),
    method="在新媒体栏目、专门页面和首页中按名称、账号查找。二维码见检查项 accounts.codes-work；"
    "账号只出现在图片里时读不到，提请人工确认。",
)  # fmt: skip
def listed(snapshot: Snapshot) -> Result:
    """Every account in use stands on a page that lists accounts, or on the home page."""
    known = accounts_of(snapshot)
    if not known:
        return not_applicable(_NONE)
    listing = listing_of(snapshot)
    missing = [
        each for each in known if not listing.has(each.name, str(each.row.get("account") or ""))
    ]
    said = f"在用账号 {len(known)} 个，在“{listing.title}”等处找到 {len(known) - len(missing)} 个"
    if not missing:
        return passed(said, *listing.shown(each.name for each in known))
    names = "、".join(each.title for each in missing[:_SHOWN])
    pieces = (*(each.evidence for each in missing[:_SHOWN]), *listing.shown(()))
    return _not_listed(listing, f"{said}，没有找到：{names}", len(missing) < len(known), pieces)


def _not_listed(
    listing: Listing, said: str, in_words: bool, pieces: tuple[Evidence, ...]
) -> Result:
    if listing.own and in_words:
        return failed(said, *pieces)
    return attest(f"{said}（账号可能只出现在二维码图片中），请人工确认", *pieces)


@check(
    id="accounts.codes-work", topic=TOPIC, severity=Severity.MAJOR, rows=("23a.1",),
    confirm=(2, 3),
    title="账号页面上的二维码能扫出、链接能打开",
    expected="新媒体账号页面和首页上的二维码都能识别，其中的链接能打开",
    remedy="更换不能识别或已失效的二维码。",
    norms=("国办发〔2018〕123号#四(一)", "要点"),
    method="下载账号页面的图片和首页上注明二维码的图片，用识别库解码，再打开其中的链接（遵守对方的 robots.txt，"
    "一次一个）。平台常拒绝程序访问，不能确定的不计；小程序码等专有码制识别不出，只提请确认。",
)  # fmt: skip
def codes_work(snapshot: Snapshot) -> Result:
    """Every picture said to be a QR code decodes and its link is not broken; never a failure."""
    probe = measured(snapshot, "account-codes")
    images = [each for each in probe.data["images"] if each["marked"] or each["codes"]]
    if not images:
        return not_applicable("账号页面和首页上没有读到二维码")
    blind = [each for each in images if not each["codes"]]
    told = {e["target"]: standing(e) for e in probe.data["links"]}
    dead = [f"{url}（{found.why}）" for url, found in told.items() if found.state is State.BROKEN]
    said = f"二维码图片 {len(images)} 个，识别出 {len(images) - len(blind)} 个，其中的链接 {len(told)} 个"
    odd = [f"没有识别出：{'、'.join(each['image'] for each in blind[:_SHOWN])}" if blind else "",
           f"链接打不开：{'、'.join(dead[:_SHOWN])}" if dead else ""]  # fmt: skip
    words = "；".join([said, *filter(None, odd)])
    shown = record(snapshot, probe, "二维码识别记录", words)
    if blind or dead:
        return attest(f"{words}，请人工扫码确认", shown)
    return passed(said, shown)


@check(
    id="accounts.updated", topic=TOPIC, severity=Severity.VETO, rows=("23a.2",),
    title="政务新媒体两周内有更新",
    expected="每个在用账号最近一次发布距巡检日不超过 14 日",
    remedy="及时发布信息；确无力维护的账号按程序关停、注销并在台账中注明关停日期。",
    norms=("国办秘函〔2019〕19号#政务新媒体内容更新",), needs=("accounts", "posts"),
    settings={"most_days": Setting(14, "最近一次发布距巡检日最多几天（国办秘函〔2019〕19号）")},
    method="按发布台账中各账号最近一次发布日期计算。台账中没有该账号的记录时，不推断为没有发布。",
)  # fmt: skip
def updated(account: Account, settings: Settings) -> Result:
    """The last post is no older than 14 days; an account without posts may lack an export."""
    posts = account.posts()
    if not posts:
        raise MissingRegister("posts", f"新媒体发布台账中没有账号“{account.title}”的记录，请补充")
    last = posts[-1]
    days = (account.snapshot.run.as_of - last.day).days
    said = f"最近一次发布在 {last.day}，距巡检日 {days} 日"
    if days <= settings["most_days"]:
        return passed(said, last.evidence)
    return failed(said, account.evidence, last.evidence)


@check(
    id="accounts.one-a-platform", topic=TOPIC, severity=Severity.MAJOR, rows=("23a.4",),
    title="一个单位在同一平台只开设一个账号",
    expected="每个平台上由同一主体认证的在用账号只有一个",
    remedy="清理整合同一平台上的重复账号，注销或合并后在台账中注明关停日期。",
    norms=("国办发〔2018〕123号#四(一)",), needs=("accounts",),
    method="按平台和认证主体分组计数；认证主体不同的不计作重复。规定为“原则上”，有重复的提请人工确认。",
)  # fmt: skip
def one_a_platform(snapshot: Snapshot) -> Result:
    """No two accounts of one holder on one platform; “in principle”, so never a failure."""
    known = accounts_of(snapshot)
    if not known:
        return not_applicable(_NONE)
    groups = Counter((each.platform, plain(each.holder)) for each in known)
    platforms = Counter(each.platform for each in known)
    said = "、".join(f"{name} {count} 个" for name, count in platforms.items())
    twice = [
        each for each in known if each.holder and groups[each.platform, plain(each.holder)] > 1
    ]
    if twice:
        names = "、".join(each.title for each in twice[:_SHOWN])
        words = f"{said}；同一主体在同一平台有多个账号：{names}，请确认是否确有必要"
        return attest(words, *_rows(twice))
    unsure = [e for e in known if platforms[e.platform] > 1 and not e.holder]
    if unsure:
        return attest(f"{said}；台账没有写明认证主体，请确认是否重复开设", *_rows(unsure))
    return passed(said, *_rows(known))


@check(
    id="accounts.names-agree", topic=TOPIC, severity=Severity.MINOR, rows=("23a.5",),
    title="各平台账号名称一致，认证主体是主办单位",
    expected="同一主体在各平台的账号名称相同，认证主体与主办单位一致",
    remedy="统一各平台的账号名称，并以主办单位名称重新认证。",
    norms=("国办发〔2018〕123号#四(一)",), needs=("accounts",),
    method="名称去掉“官方微博”等字样后比较。规定为“原则上”，名称不一致、认证主体不是本单位的，提请人工确认。",
)  # fmt: skip
def names_agree(snapshot: Snapshot) -> Result:
    """Accounts of one holder have one name “in principle”; the holder is the department."""
    known = accounts_of(snapshot)
    if not known:
        return not_applicable(_NONE)
    own = own_names(snapshot)
    strangers = [e for e in known if e.holder and not _is_own(e.holder, own)]
    blank = [e for e in known if not e.holder]
    names = sorted({bare_name(e.name) for e in known if e.holder and e not in strangers})
    if len(names) > 1:
        mine = [e for e in known if e.holder and e not in strangers]
        told = "、".join(dict.fromkeys(each.title for each in mine))
        return attest(f"本单位认证的账号名称不一致：{told}，请确认", *_rows(mine))
    if strangers or blank:
        told = "、".join(f"{e.title}认证主体“{e.holder or '未填写'}”" for e in (*strangers, *blank))
        return attest(f"{told}，请确认认证主体是否为主办单位", *_rows((*strangers, *blank)))
    return passed(f"在用账号 {len(known)} 个，名称一致，认证主体都是本单位", *_rows(known))


@check(
    id="accounts.no-adverts", topic=TOPIC, severity=Severity.MAJOR, rows=("23a.6",),
    title="政务新媒体不发布商业广告",
    expected="发布台账中没有商业广告或其链接",
    remedy="删除商业广告及其链接，严格发布审核。",
    norms=("国办发〔2018〕123号#四(二)",), needs=("posts",),
    method="在发布台账的标题中查找促销、购买等字样；标题不能定性，一律提请人工确认。",
)  # fmt: skip
def no_adverts(snapshot: Snapshot) -> Result:
    """No title of a post sounds like an advert; never a failure, a title is no proof."""
    posts = _titled(snapshot)
    if not posts:
        return not_applicable("发布台账中没有写明标题的记录")
    odd = [each for each in posts if _ADVERT.search(each.title)]
    said = f"查看标题 {len(posts)} 条，疑似商业广告 {len(odd)} 条"
    if odd:
        return attest(f"{said}，请人工确认", *(each.evidence for each in odd[:_SHOWN]))
    return passed(said, posts[-1].evidence)


@check(
    id="accounts.relevant", topic=TOPIC, severity=Severity.INFO, rows=("23a.7",),
    title="发布内容与政府职能有直接关联",
    expected="没有与政府职能没有直接关联的信息",
    remedy="删除与职能无关的信息，严格内容审查把关。",
    norms=("要点",), needs=("posts",),
    method="在发布台账的标题中查找养生、星座、娱乐等字样，报告所占比例；只报告，由人判断。",
)  # fmt: skip
def relevant(snapshot: Snapshot) -> Result:
    """The share of titles that sound foreign to a government is reported; never a failure."""
    posts = _titled(snapshot)
    if not posts:
        return not_applicable("发布台账中没有写明标题的记录")
    odd = [each for each in posts if _IDLE.search(each.title)]
    said = (
        f"查看标题 {len(posts)} 条，疑似与职能无关 {len(odd)} 条（{share(len(odd), len(posts))}）"
    )
    if odd:
        return attest(f"{said}，请人工判断", *(each.evidence for each in odd[:_SHOWN]))
    return passed(said, posts[-1].evidence)


# -- what they share ----------------------------------------------------------------------------


def _titled(snapshot: Snapshot) -> list[Post]:
    held = snapshot.register("posts")
    day = snapshot.run.as_of
    found = [Post(held, row) for row in held.rows if row["posted_on"] <= day]
    return sorted((each for each in found if each.title), key=lambda each: each.day)


def _rows(known: Iterable[Account]) -> tuple[Evidence, ...]:
    return tuple(each.evidence for each in list(known)[:_SHOWN])


def _is_own(holder: str, own: tuple[str, ...]) -> bool:
    words = plain(holder)
    return any(words in plain(name) or plain(name) in words for name in own)
