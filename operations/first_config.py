"""A first ``config.toml`` from a first look at a portal, and what the operator must confirm.

Jinja2 over a template rather than a TOML library: tomlkit keeps comments but cannot comment a
key out, and most of a first config is comments. Values are spelled by tomli-w, and what comes
from the portal cannot leave its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import tomli_w
from jinja2 import Environment, PackageLoader, StrictUndefined

from store.errors import OperatorError
from store.first_look import ColumnSeen, Confidence, FirstLook

#: Columns that are not sure and are still written, as comments.
MOST_UNSURE = 60
_LONGEST = 120
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_TITLES = {
    "name": "门户名称",
    "site_code": "网站标识码",
    "icp": "ICP 备案号",
    "police": "公安备案号",
    "organizer": "主办单位",
}


@dataclass(frozen=True)
class Draft:
    """What the operator says beside what was seen."""

    file: str = "config.toml"
    contact: str = ""
    rate: float = 2.0
    year: int = 2018  # the newest plan that is shipped


def first_config(look: FirstLook, draft: Draft) -> str:
    """The text of the file: the keys of the shipped ``config.toml``, in its order."""
    environment = Environment(
        loader=PackageLoader("operations", "."), undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True, autoescape=False,
    )  # fmt: skip
    environment.filters |= {"toml": _toml, "plain": _plain}
    return environment.get_template("first_config.toml").render(
        look=look, name=_name(look), sure=list(_sure(look)),
        unsure=[c for c in look.columns if not _is_sure(c)][:MOST_UNSURE],
        seen=lambda key: _seen(look, key), line=lambda key: _line(look, key),
        file=draft.file, contact=draft.contact, rate=draft.rate, year=draft.year,
    )  # fmt: skip


def confirmations(look: FirstLook, draft: Draft) -> list[str]:
    """What the operator must look at before the first night, in Chinese."""
    lines = [*_about_facts(look), *_about_hosts(look), *_about_columns(look)]
    lines.append(
        f"[plan] year = {draft.year}：是否要用本单位自己的要点（gongkai plan import）；"
        "[[offices]] 要照要点所印填写"
    )
    if not draft.contact:
        lines.append("[crawl] contact：写上邮箱或网址，门户管理员据此联系")
    lines.append("[registers]：台账没有配置，需要台账的检查项会记为“缺少台账”")
    lines.append("[reports] citation_prefix：问题编号的前缀，启用后不能再改")
    lines += _about_coverage(look)
    return lines


def write_config(path: Path, text: str, force: bool) -> None:
    """Write the file; one that is there is only replaced with ``force``. Raises OperatorError."""
    try:
        with path.open("w" if force else "x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError as error:
        raise OperatorError(f"{path} 已经存在，不覆盖；请换一个文件名，或加 --force。") from error
    except OSError as error:
        raise OperatorError(f"无法写文件 {path}；请换一个可写的位置。") from error


# -- the text -----------------------------------------------------------------------------------


def _toml(value: str) -> str:
    """A string as TOML writes it; control characters have no business in a name or address."""
    return tomli_w.dumps({"v": _CONTROL.sub(" ", value).strip()}).removeprefix("v = ").strip()


def _plain(value: str) -> str:
    """Words of a portal for a comment: one line, not too long."""
    text = _CONTROL.sub(" ", value).strip()
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _name(look: FirstLook) -> str:
    return look.facts["name"].value if "name" in look.facts else look.start_url.split("/")[2]


def _seen(look: FirstLook, key: str) -> str:
    found = look.facts.get(key)
    if found is None:
        return "待确认:没有读到。"
    told = f"读自{_plain(found.place)}({_plain(found.url)}),{found.pages} 页相同。"
    if found.others:
        told += f"待确认:有的页面写的是 {_plain('、'.join(found.others))}。"
    return told


def _line(look: FirstLook, key: str) -> str:
    found = look.facts.get(key)
    return f"{key} = {_toml(found.value)}" if found else f'# {key} = ""   # 待确认'


def _is_sure(column: ColumnSeen) -> bool:
    return column.confidence is Confidence.HIGH


def _sure(look: FirstLook) -> Iterator[ColumnSeen]:
    yield from (column for column in look.columns if _is_sure(column))


# -- what to confirm ----------------------------------------------------------------------------


def _about_facts(look: FirstLook) -> Iterator[str]:
    for key, title in _TITLES.items():
        found = look.facts.get(key)
        if found is None:
            yield f"[portal] {key}：没有读到{title}，请填写"
        elif found.others:
            told = "、".join(_plain(other) for other in found.others)
            yield f"[portal] {key} = {_plain(found.value)}：有的页面写的是 {told}，请核对"


def _about_hosts(look: FirstLook) -> Iterator[str]:
    others = [host for host in look.hosts if not host.crawled]
    if others:
        told = "、".join(f"{_plain(host.host)}（{host.links} 次）" for host in others)
        yield f"[portal] hosts：还见到 {told}，属于本门户的请加入"


def _about_columns(look: FirstLook) -> Iterator[str]:
    unsure = [column for column in look.columns if not _is_sure(column)]
    if unsure:
        told = "、".join(_plain(column.name) for column in unsure[:10])
        more = " 等" if len(unsure) > 10 else ""
        yield f"[[columns]]：{len(unsure)} 个栏目的种类没有把握，以注释写出：{told}{more}"
    if not look.columns:
        yield "[[columns]]：一个栏目也没有认出，请人工填写，或加大 --pages 重试"
    sure = sum(map(_is_sure, look.columns))
    if sure:
        yield f"[[columns]]：{sure} 个栏目已经写上，请逐个核对种类"


def _about_coverage(look: FirstLook) -> Iterator[str]:
    if look.left:
        yield f"只看了一部分：还有 {look.left} 个网址没有抓取，没有看到的栏目不会列出"
    if look.refused:
        yield f"robots.txt 不允许抓取 {look.refused} 个网址，请与门户管理员商量"
    if look.blocked:
        yield f"{look.blocked} 个网址被防护页面拦截，请把巡检机加入白名单"
