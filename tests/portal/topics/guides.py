"""Service guides with codes and forms, the list of one-visit matters, a guide that was changed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.portal import build
from tests.portal.model import Anchor, Article, Attachment, Column, Grid, Portal, Site
from tests.portal.mutation import DEAD_LINK, Mutation
from tests.portal.rewriting import rewritten

COLUMNS = (
    Column("zdpyc", "最多跑一次", "/bsfw/zdpyc/", "bsfw", "next", 15, "“最多跑一次”事项清单"),
)
#: Where the pages of the service portal stand, and how many guides they repeat.
SERVICE = "/zwfw/"
_REPEATED = 2
#: The guide whose conditions were changed: place, approval, publication, effect.
_CHANGED = 3
_APPROVED, _SHOWN, _EFFECTIVE = "2018-09-03", dt.date(2018, 9, 4), "2018年10月1日"
_FORM_ROWS = tuple(
    (label, "") for label in ("申请单位", "法定代表人", "联系人", "演出时间", "演出场所")
)


def guides_of(site: Site) -> list[Article]:
    """The guides in their order."""
    return [article for article in site.articles if article.column == "bszn"]


def draw(site: Site, rng: Random, key: int) -> None:
    """Codes, forms and dates for the guides, and the list that leads to them."""
    for number, article in enumerate(guides_of(site)):
        name = article.title.removesuffix("办事指南")
        form = Grid(f"{name}申请表", (("项目", "填写内容"),), _FORM_ROWS)
        article.attachments.append(
            Attachment(f"{name}申请表.docx", f"sqb{article.key}.docx", (form,))
        )
        _rows(article, ("事项编码", _code(number)), ("示范文本", f"{name}申请表，见附件"))
        if number == _CHANGED:
            article.day = _SHOWN
            article.body.append(f"本指南于2018年9月4日更新，变更后的申请条件自{_EFFECTIVE}起实施。")
        if number < _REPEATED:
            article.body.append(Anchor("在线办理", f"{SERVICE}sx{number}.html"))
    site.articles.append(_list(site, key))
    site.extras["guides"] = {"linked": True, "approved": _APPROVED, "service": {}}


def _code(number: int) -> str:
    return f"620000-WHT-XK-{number + 1:04}"


def _rows(article: Article, *rows: tuple[str, str]) -> None:
    grid = _grid(article)
    article.body[0] = replace(grid, rows=(*grid.rows, *rows))


def _grid(article: Article) -> Grid:
    grid = article.body[0]
    assert isinstance(grid, Grid)
    return grid


def _list(site: Site, key: int) -> Article:
    rows = tuple(
        (str(n), article.title.removesuffix("办事指南"), "行政许可", "最多跑一次")
        for n, article in enumerate(guides_of(site), 1)
    )
    grid = Grid("“最多跑一次”事项清单", (("序号", "事项名称", "事项类型", "办理形式"),), rows)
    said = "按照“最多跑一次”改革要求，现公布本厅事项清单，办理要求以办事指南为准。"
    return Article(key, "zdpyc", "省文化厅“最多跑一次”事项清单", dt.date(2018, 6, 8), [said, grid])


def finish(portal: Portal) -> None:
    """The list leads to the guides; the service portal repeats some of them."""
    site = portal.content
    addresses = {
        article.title.removesuffix("办事指南"): build.address(site.columns["bszn"], article)
        for article in guides_of(site)
        if "bszn" in site.columns
    }
    if site.extras["guides"]["linked"]:
        for name, address in addresses.items():
            by = f'<td><a href="{address}">{name}</a></td>'
            rewritten("/bsfw/zdpyc/", f"<td>{name}</td>", by)(portal)
    for number, address in enumerate(list(addresses.values())[:_REPEATED]):
        text = portal.files[address].body.decode()
        for old, new in site.extras["guides"]["service"].items():
            text = text.replace(old, new)
        text = re.sub(r'<div class="files">.*?</div>', "", text)
        portal.files[f"{SERVICE}sx{number}.html"] = replace(
            portal.files[address], body=text.encode()
        )


def registers(site: Site) -> dict[str, list[list[str]]]:
    """The change of one guide."""
    row = [_code(_CHANGED), site.extras["guides"]["approved"], "2018-10-01"]
    return {"guide_changes": [["事项编码", "审批完成日期", "实施日期"], row]}


def site_facts(netloc: str) -> dict[str, list[str]]:
    """The service portal is a folder of the same host."""
    return {"service_portal": [f"{netloc}{SERVICE}"]}


# -- what goes wrong --------------------------------------------------------------------------


def _cells(place: int, **changes: str) -> Callable[[Site], None]:
    """A guide in which some elements are told otherwise, or (“-”) not at all."""

    def change(site: Site) -> None:
        article = guides_of(site)[place]
        grid = _grid(article)
        rows = [(str(k), changes.get(str(k), str(v))) for k, v in grid.rows]
        kept = tuple(row for row in rows if row[1] != "-")
        article.body[0] = replace(grid, rows=kept)

    return change


def _bare(site: Site) -> None:
    gone = dict.fromkeys(("设定依据", "申请条件", "办理材料", "办理流程"), "-")
    _cells(4, **gone)(site)


def _three_missing(site: Site) -> None:
    _cells(4, **dict.fromkeys(("设定依据", "申请条件", "办理流程"), "-"))(site)


def _all_bare(site: Site) -> None:
    gone = dict.fromkeys(("设定依据", "申请条件", "办理材料", "办理流程"), "-")
    for place in range(len(guides_of(site))):
        _cells(place, **gone)(site)


def _extra(**values: object) -> Callable[[Site], None]:
    return lambda site: site.extras["guides"].update(values)


def _without_list(site: Site) -> None:
    site.columns.pop("zdpyc")


def _without_effect(site: Site) -> None:
    body = guides_of(site)[_CHANGED].body
    body[-1] = "本指南于2018年9月4日更新。"


def _shown_late(site: Site) -> None:
    article = guides_of(site)[_CHANGED]
    article.day = dt.date(2018, 9, 10)
    article.body[-1] = f"变更后的申请条件自{_EFFECTIVE}起实施。"


def _over_a_weekend(site: Site) -> None:
    site.extras["guides"]["approved"] = "2018-08-31"
    guide = guides_of(site)[_CHANGED]
    guide.day = dt.date(2018, 9, 3)
    guide.body[-1] = f"本指南于2018年9月3日更新，变更后的申请条件自{_EFFECTIVE}起实施。"


def _form_gone(portal: Portal) -> None:
    key = guides_of(portal.content)[5].key
    del portal.files[next(path for path in portal.files if path.endswith(f"sqb{key}.docx"))]


def _form_is_a_page(portal: Portal) -> None:
    key = guides_of(portal.content)[5].key
    path = next(path for path in portal.files if path.endswith(f"sqb{key}.docx"))
    page = "<html><head><title>提示</title></head><body><p>您访问的文件不存在或已删除</p></body></html>"
    portal.files[path] = replace(
        portal.files[path], body=page.encode(), media="text/html; charset=utf-8"
    )


_MORE = "1.申请书；2.法人资格证明；3.法定代表人有效身份证件；4.场所使用证明；5.其他材料"
_BY_NAME = "1.申请书；2.法人资格证明；3.法定代表人有效身份证件；4.其他材料：无"

MUTATIONS = (
    Mutation("guide-lacks-four", "guides.elements-complete", "一个办事指南缺少4类要素",
             expected="attest", content=_bare),
    Mutation("guides-all-lack-four", "guides.useful", "所有办事指南都缺少4类要素",
             expected="attest", content=_all_bare,
             also={"guides.elements-complete": "attest", "guides.no-catch-all": "not_applicable",
                   "guides.agree-with-service-portal": "not_applicable"}),
    Mutation("guide-catch-all", "guides.no-catch-all", "办理材料中有“其他材料”",
             content=_cells(5, 办理材料=_MORE)),
    Mutation("no-one-visit-list", "guides.one-visit-list", "没有“最多跑一次”事项清单",
             content=_without_list),
    Mutation("one-visit-without-links", "guides.one-visit-list", "清单的事项没有链接到办事指南",
             expected="attest", content=_extra(linked=False)),
    Mutation("guide-effect-unsaid", "guides.changes-published", "变更后的指南没有写实施时间",
             content=_without_effect),
    Mutation("guide-changed-late", "guides.changes-published", "审批后第五个工作日才更新指南",
             expected="attest", content=_shown_late),
    Mutation("service-portal-differs", "guides.agree-with-service-portal",
             "政务服务网的办理期限与本网站不同", expected="attest",
             content=_extra(service={"法定20个工作日，承诺10个工作日": "法定30个工作日，承诺15个工作日"})),
    Mutation("guide-form-gone", "guides.forms-open", "申请表下载链接返回404", expected="attest",
             served=_form_gone, also=DEAD_LINK),
    Mutation("guide-form-is-a-page", "guides.forms-open", "申请表下载到的是提示页面",
             expected="attest", served=_form_is_a_page, also=DEAD_LINK),
)  # fmt: skip
TRAPS = (
    Mutation("guide-lacks-three", "", "一个办事指南缺少3类要素", "pass", content=_three_missing),
    Mutation("guide-says-no-other-material", "", "办理材料写明“其他材料：无”", "pass",
             content=_cells(5, 办理材料=_BY_NAME)),
    Mutation("guide-change-on-friday", "", "周五审批、周一公开", "pass",
             content=_over_a_weekend),
)  # fmt: skip
