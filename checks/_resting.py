"""Why a column may rightly rest: what its name, its place and a signed statement say."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from checks._statements import stated
from store.addresses import resolve
from store.column_kinds import kinds, kinds_of, normalised
from store.snapshot import ColumnView, Snapshot

_ARCHIVED: Final = re.compile(
    r"历史|往[期年届]|历[年届]|归档|存档|旧(?:闻|版|站)|档案|原[\u4e00-\u9fff]{2,}(?:厅|局|委)"
)
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: Laws and what others issue: a column of them rests because nobody made a new one.
_OF_OTHERS: Final = re.compile(
    r"法律|法规(?!政策)|规章|制度|标准|规范(?!性)|上级|国家|中央|国务院|省[级委政]|全国|常用"
)
_OWN_POLICY: Final = re.compile(r"文件|政策法规|法规政策|政策发布|公文")
#: Notices of one subject alone, which come when it does.
_SINGLE: Final = re.compile(
    r"招聘|拍卖|招标|采购|中标|任前|停电|停水|失信|评审|项目|征地|许可|处罚"
)
_SURE_NEWS: Final = re.compile(r"(?:动态|要闻|新闻|快讯|资讯)$")
#: Special topics are closed one day and kept as they are; 政府信息公开专栏 is none of them.
_TOPIC: Final = re.compile(r"专题|活动网")
_TOPIC_PATH: Final = re.compile(
    r"/(?:zt|ztzl|ztbd|ztlm|ztpd|zhuanti|specials?|subject|topics?)/", re.IGNORECASE
)


def excuse(snapshot: Snapshot, column: ColumnView) -> str:
    """Why a column may rightly rest; "" when nothing speaks for it."""
    if said := stated(snapshot, column.url, column.name):
        return f"{said.signed_by} {said.signed_on} 声明：{said.text}"
    if _is_archive(column.name, snapshot.run.as_of.year):
        return "栏目名称像是历史内容的归档，请确认是否应当更新"
    if _SINGLE.search(column.name):
        return "是单一事项的栏目，请确认这段时间有没有应发布的内容"
    foreign = _OF_OTHERS.search(column.name) and not _OWN_POLICY.search(column.name)
    if "policies" in column.kinds and foreign:
        return "栏目收录的可能是法律法规或上级文件，请确认有没有应更新的内容"
    if topic := _topic_of(snapshot, column):
        return f"栏目在专题“{topic}”之下，请确认该专题是否仍在进行"
    if not is_sure(column):
        return "栏目的类别由名称推断，请确认是否属于动态、公告或政策文件类"
    return ""


def is_sure(column: ColumnView) -> bool:
    """Whether a column is of its kind by its whole name, its ending, or the configuration."""
    wanted = set(column.kinds) & {"news", "notices", "policies", "personnel"}
    plain = normalised(column.name)
    if "news" in wanted and _SURE_NEWS.search(plain):
        return True
    if not set(kinds_of(column.name)) & wanted:
        return True  # the operator said so, for its name does not
    return any(
        plain == normalised(name)
        for kind in wanted
        for name in (kinds()[kind].title, *kinds()[kind].names, *kinds()[kind].exact)
    )


def _is_archive(name: str, year: int) -> bool:
    years = [int(found) for found in _YEAR.findall(name)]
    return bool(_ARCHIVED.search(name)) or (bool(years) and max(years) < year)


def _topic_of(snapshot: Snapshot, column: ColumnView) -> str:
    """The special topic (专题) to which a column belongs, by its breadcrumb or its path.

    "" too when the configuration says how often the column must be updated.
    """
    run = snapshot.run
    if column.url in {resolve(run.start_url, url) or url for url in run.site.column_days}:
        return ""
    crumbs = (crumb.text.strip() for crumb in snapshot.page(column.url).facts.breadcrumb)
    named = next((name for name in crumbs if _TOPIC.search(name)), "")
    path = urlsplit(column.url).path
    return named or (path if _TOPIC_PATH.search(path) else "")
