"""The guide to disclosure, the column in which information is asked for, the register of requests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.portal.model import (
    DEPARTMENT,
    Article,
    Attachment,
    Block,
    Column,
    Grid,
    Heading,
    Portal,
    Site,
)
from tests.portal.mutation import DEAD_LINK, Mutation
from tests.portal.rewriting import rewritten

COLUMNS = (Column("ysqgk", "依申请公开", "/zwgk/ysqgk/", "zwgk", "next", 15, "政府信息公开申请"),)
_LABELS = (
    ("姓名或名称", "xm", True), ("证件名称和号码", "zj", True), ("联系电话", "dh", True),
    ("所需信息的名称、文号或者内容描述", "ms", True), ("信息的提供方式和载体形式", "fs", True),
    ("所需信息的用途", "yt", False),
)  # fmt: skip
_ROWS = (
    ("申请人姓名（名称）", ""), ("身份证明（证件名称、号码）", ""), ("联系方式（电话、通信地址）", ""),
    ("所需政府信息的名称、文号或者便于查询的其他特征描述", ""), ("获取信息的形式要求（纸质、电子）", ""),
)  # fmt: skip
#: Number, day of receipt, day of reply, extended, third party from and until.
_REQUESTS: tuple[tuple[str, str, str, str, str, str], ...] = (
    ("2018-001", "2018-01-15", "2018-02-02", "否", "", ""),
    ("2018-002", "2018-02-09", "2018-03-06", "否", "", ""),
    ("2018-003", "2018-04-02", "2018-05-14", "是", "", ""),
    ("2018-004", "2018-06-11", "2018-07-16", "否", "2018-06-13", "2018-07-03"),
    ("2018-005", "2018-09-12", "2018-10-08", "否", "", ""),
    ("2018-006", "2018-12-10", "", "否", "", ""),
)


def draw(site: Site, rng: Random, key: int) -> None:
    """The guide in full, an article with the form to download, six requests."""
    _guide(site).body = _body()
    form = Grid(f"{DEPARTMENT}政府信息公开申请表", (("项目", "填写内容"),), _ROWS)
    file = Attachment("政府信息公开申请表.docx", f"sqb{key}.docx", (form,))
    said = (
        "申请人可以在线填写，也可以下载申请表，填写后当面提交，或者以信函、传真、电子邮件方式提交。"
    )
    site.articles.append(
        Article(
            key, "ysqgk", "依申请公开办理流程和申请表下载", dt.date(2018, 1, 16), [said],
            attachments=[file],
        )
    )  # fmt: skip
    site.extras["requests"] = {"rows": [list(row) for row in _REQUESTS], "purpose": False}


def _guide(site: Site) -> Article:
    return next(a for a in site.articles if a.title.endswith("政府信息公开指南"))


def _body() -> list[Block]:
    return [
        "为方便公民、法人和其他组织获取本机关政府信息，编制本指南。", Heading("一、信息分类和编排体系"),
        "分为机构职能、政策法规、规划计划、财政信息、业务工作、人事信息等六类，按索引号编排。",
        Heading("二、获取方式"), "主动公开的信息可在本网站、省图书馆政府信息查阅点查阅获取。",
        Heading("三、依申请公开"),
        "申请人可以在线提交申请，也可以将申请表以信函方式邮寄，或者以传真、电子邮件方式发送。",
        "能够当场答复的，当场答复；不能当场答复的，自收到申请之日起15个工作日内予以答复。",
        "需要延长答复期限的，经负责人同意并告知申请人，延长答复的期限最长不超过15个工作日。",
        "申请内容不明确的，一次性告知申请人作出更改、补充。",
        "本机关提供政府信息，不收取检索、复制、邮寄等费用。", Heading("四、公开机构"),
        f"机构名称：{DEPARTMENT}办公室；办公地址：兰河市城关区文化路598号；邮政编码：730000；"
        "办公时间：工作日8:30—12:00，14:30—18:00；联系电话：0931-8841200；传真号码：0931-8841201；"
        "电子邮箱：xxgk@wht.sample.test。",
    ]  # fmt: skip


def registers(site: Site) -> dict[str, list[list[str]]]:
    """The register of requests."""
    header = ["编号", "收到日期", "答复日期", "是否延期", "第三方起", "第三方止"]
    return {"requests": [header, *site.extras["requests"]["rows"]]}


def finish(portal: Portal) -> None:
    """The column begins with a form."""
    required = portal.content.extras["requests"]["purpose"]
    fields = "".join(
        f"<p>{'<i>*</i>' if must or (required and name == 'yt') else ''}{label}："
        f'<input name="{name}"{" required" if must or (required and name == "yt") else ""}></p>'
        for label, name, must in _LABELS
    )
    form = f'<form action="/zwgk/ysqgk/save.do" method="post">{fields}<p><button>提交申请</button></p></form>'
    for path in ("/zwgk/ysqgk/", "/zwgk/ysqgk/index.html"):
        if path in portal.files:
            text = portal.files[path].body.decode()
            text = text.replace('<ul class="news_list">', f'{form}<ul class="news_list">')
            portal.files[path] = replace(portal.files[path], body=text.encode())


# -- what goes wrong --------------------------------------------------------------------------


def _reworded(old: str, new: str) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        guide = _guide(site)
        guide.body = [
            line.replace(old, new) if isinstance(line, str) else line for line in guide.body
        ]

    return change


def _row(number: int, **values: str) -> Callable[[Site], None]:
    places = {"replied": 2, "extended": 3}

    def change(site: Site) -> None:
        for name, value in values.items():
            site.extras["requests"]["rows"][number][places[name]] = value

    return change


def _purpose(site: Site) -> None:
    site.extras["requests"]["purpose"] = True


def _by_hand_only(site: Site) -> None:
    for old, new in (("将申请表以信函方式邮寄", "到厅办公室当面提交"), ("邮政编码：730000；", ""),
                     ("以信函、传真、电子邮件方式", "当面")):  # fmt: skip
        _reworded(old, new)(site)
    for article in site.articles:
        if article.column == "ysqgk":
            article.body = ["申请人可以在线填写，也可以下载申请表，填写后当面提交。"]


def _form_gone(portal: Portal) -> None:
    path = next(p for p in portal.files if p.startswith("/zwgk/ysqgk/") and p.endswith(".docx"))
    del portal.files[path]


def _moved_to_page(portal: Portal) -> None:
    """The labels of the form stand in cells."""
    rewritten("/zwgk/ysqgk/", r"<p>(<i>\*</i>)?([^<]+)：(<input[^>]*>)</p>",
              r"<table><tr><td>\1\2</td><td>\3</td></tr></table>")(portal)  # fmt: skip


MUTATIONS = (
    Mutation("guide-without-fax", "requests.guide-complete", "信息公开指南没有传真号码",
             expected="attest", content=_reworded("传真号码：0931-8841201；", "")),
    Mutation("request-by-hand-only", "requests.channels", "没有邮寄申请的渠道", expected="attest",
             content=_by_hand_only),
    Mutation("request-form-gone", "requests.channels", "申请表下载链接返回404", expected="attest",
             served=_form_gone, also=DEAD_LINK),
    Mutation("purpose-compulsory", "requests.form-contents", "在线申请强制填写用途",
             expected="attest", content=_purpose),
    Mutation("limit-wrong", "requests.limits-printed", "指南把答复期限写成30个工作日",
             expected="attest", content=_reworded("之日起15个工作日", "之日起30个工作日")),
    Mutation("fee-announced", "requests.no-fee", "指南规定收取复制费", expected="attest",
             content=_reworded("不收取检索、复制、邮寄等费用", "按每页1元收取复制费")),
    Mutation("request-late", "requests.answered-in-time", "一件申请第16个工作日才答复",
             expected="attest", content=_row(0, replied="2018-02-06")),
)  # fmt: skip
TRAPS = (
    Mutation("request-on-the-last-day", "", "一件申请第15个工作日答复", "pass",
             content=_row(0, replied="2018-02-05")),
    Mutation("limit-in-words", "", "指南的期限用汉字书写", "pass",
             content=_reworded("15个工作日", "十五个工作日")),
    Mutation("request-form-in-cells", "", "在线申请表单排在表格里", "pass", served=_moved_to_page),
)  # fmt: skip
