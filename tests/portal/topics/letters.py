"""Letters of citizens with their replies, the form to write one, statistics, the register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from tests.portal.model import Article, Block, Column, Grid, Portal, Site
from tests.portal.mutation import Mutation
from tests.portal.rewriting import edit

COLUMNS = (Column("lytj", "留言统计", "/hdjl/lytj/", "hdjl", "next", 15, "网民留言收件和答复统计"),)
_FORM = (
    '<form action="/hdjl/save.do" method="post"><p>姓名：<input name="xm"></p>'
    '<p>联系电话：<input name="dh"></p><p>标题：<input name="bt" required></p>'
    '<p>内容：<textarea name="nr" required></textarea></p><p><button>提交留言</button></p></form>'
)
_REPLIES = (
    "省图书馆周末和法定节假日照常开放，开放时间为九时至十七时三十分，周一闭馆整理内务，持有效证件即可免费办理读者证。",
    "办理营业性演出审批需要提交申请书、演出合同、演员名单和场地证明，可以在省政务大厅二楼窗口办理，也可以在线申报。",
    "少儿艺术考级由具备资格的考级机构组织，每年寒暑假各开考一次，报名时间和地点由考级机构提前一个月公告。",
    "经核实，该村文化广场的健身器材由县文化体育部门管护，已通知县里派人检修，损坏的两件器材一周内更换完毕。",
    "申报省级非遗代表性传承人，需从事该项目传承满十年并有三名以上徒弟，由县级文化部门逐级推荐，每两年评审一次。",
    "接到反映后，执法人员当晚对该网吧进行了检查，现场发现一名未成年人上网，已依法立案并责令停业整顿。",
    "流动图书车每月第二个星期三到你镇服务半天，停靠在镇中心小学门口，下次服务时间已在镇文化站公告栏张贴。",
    "公益培训班每期招收三十人，目前秋季班还有舞蹈和书法两个班有余额，可以在文化馆一楼服务台或者电话报名。",
)
_OFFICES = ("厅公共文化处", "厅市场处", "厅办公室")


def draw(site: Site, rng: Random, key: int) -> None:
    """Eight answered letters, two quarters of statistics, a register of fourteen messages."""
    for number, article in enumerate(_letters(site)):
        asked = article.day - dt.timedelta(days=2)
        question = article.title.removeprefix("关于").removesuffix("的咨询")
        article.body = _body(question, asked, article.day, number)
    for quarter, day in (("二", dt.date(2018, 7, 6)), ("三", dt.date(2018, 10, 11))):
        site.articles.append(_statistics(key, quarter, day, rng))
        key += 1
    site.extras["letters"] = _messages()


def _letters(site: Site) -> list[Article]:
    return [article for article in site.articles if article.column == "lyhf"]


def _body(question: str, asked: dt.date, replied: dt.date, number: int) -> list[Block]:
    return [
        f"信件编号：WH2018{number + 1:04}", f"来信时间：{asked}", "办理状态：已答复",
        f"留言内容：您好，想咨询一下{question}，盼复。", f"答复单位：{_OFFICES[number % 3]}",
        f"答复时间：{replied}", f"答复内容：您好！{_REPLIES[number]}感谢您的关注。",
    ]  # fmt: skip


def _statistics(key: int, quarter: str, day: dt.date, rng: Random) -> Article:
    received = rng.randint(20, 60)
    title = f"2018年第{quarter}季度网民留言办理情况统计"
    rows = (("政务服务网", str(received), str(received)), ("网站信箱", "6", "6"))
    grid = Grid(title, (("渠道", "收到件数", "答复件数"),), rows)
    said = f"第{quarter}季度共收到网民留言{received + 6}件，全部按期答复，答复率100%。"
    return Article(key, "lytj", title, day, [said, grid])


def _messages() -> list[dict[str, Any]]:
    """Twelve messages of the service portal and two reports of errors, all answered in time."""
    found = []
    for n in range(12):
        day = dt.date(2018, 1, 8) + dt.timedelta(days=28 * n)
        found.append(
            {
                "number": f"LY2018{n + 1:05}",
                "asked": day,
                "days": 3 + n % 3,
                "channel": "政务服务网",
            }
        )
    for n, day in enumerate((dt.date(2018, 5, 14), dt.date(2018, 9, 10)), 1):
        found.append(
            {"number": f"ZC2018{n:05}", "asked": day, "days": 2, "channel": "我为政府网站找错"}
        )
    return found


def registers(site: Site) -> dict[str, list[list[str]]]:
    """The export of messages."""
    rows = [["编号", "标题", "提交时间", "答复时间", "单位", "是否公开", "渠道"]]
    for each in site.extras["letters"]:
        days = each["days"]
        replied = "" if days is None else f"{each['asked'] + dt.timedelta(days=days)} 16:20"
        rows.append(
            [
                each["number"],
                "咨询",
                f"{each['asked']} 09:30",
                replied,
                "厅办公室",
                "是",
                each["channel"],
            ]
        )
    return {"messages": rows}


def finish(portal: Portal) -> None:
    """The column of letters begins with a form to write one."""
    for path in ("/hdjl/lyhf/", "/hdjl/lyhf/index.html"):
        if path in portal.files:
            text = portal.files[path].body.decode()
            text = text.replace('<ul class="news_list">', f'{_FORM}<ul class="news_list">')
            portal.files[path] = replace(portal.files[path], body=text.encode())


# -- what goes wrong --------------------------------------------------------------------------


def _without_form(portal: Portal) -> None:
    def without(text: str) -> str:
        head, _, tail = text.partition('<form action="')
        return head + tail.partition("</form>")[2] if "/hdjl/save.do" in tail else text

    edit(portal, "/hdjl/lyhf/", without)


def _pending(number: int, asked: str, status: str) -> Callable[[Site], None]:
    """A letter of a day that waits, as its page says."""

    def change(site: Site) -> None:
        article = _letters(site)[number]
        article.body = [
            article.body[0],
            f"来信时间：{asked}",
            f"办理状态：{status}",
            article.body[3],
        ]

    return change


def _row(number: int, **values: Any) -> Callable[[Site], None]:
    return lambda site: site.extras["letters"][number].update(values)


def _all_slow(site: Site) -> None:
    for each in site.extras["letters"][:12]:
        each["days"] = 12


def _no_new(site: Site) -> None:
    kept = _letters(site)[:5]  # the newest of them of September
    site.articles = [a for a in site.articles if a.column != "lyhf" or a in kept]


def _old_statistics(site: Site) -> None:
    site.articles = [a for a in site.articles if a.column != "lytj" or a.day.month < 9]


def _all_alike(site: Site) -> None:
    for article in _letters(site):
        article.body[-1] = "答复内容：您好！您反映的问题已收悉，我们将认真研究，感谢您的关注。"


def _other_words(site: Site) -> None:
    for article in _letters(site):
        names = {"来信时间": "提问时间", "办理状态": "处理状态", "留言内容": "咨询内容",
                 "答复单位": "回复单位", "答复时间": "回复时间", "答复内容": "回复内容",
                 "已答复": "办理完毕"}  # fmt: skip
        for old, new in names.items():
            article.body = [str(line).replace(old, new) for line in article.body]


MUTATIONS = (
    Mutation("letters-without-form", "letters.channel-exists", "留言栏目没有在线提交入口",
             expected="attest", served=_without_form),
    Mutation("letter-waits", "letters.answered-on-site", "一件留言超过三个月仍在办理",
             content=_pending(3, "2018-09-19", "办理中")),
    Mutation("letter-without-state", "letters.answered-on-site", "一件留言没有答复也没有状态",
             expected="attest", content=_pending(3, "2018-07-09", "见详情")),
    Mutation("message-waits", "letters.answered-on-service-portal", "政务服务网一件留言五个月未答复",
             content=_row(6, days=None)),
    Mutation("error-report-waits", "letters.error-reports-closed", "一件找错留言四十天才办结",
             expected="attest", content=_row(12, days=40)),
    Mutation("replies-slow", "letters.reply-times", "留言普遍十天以上才答复", expected="attest",
             content=_all_slow),
    Mutation("no-new-replies", "letters.newest-reply", "三个月没有公开新的答复",
             expected="attest", content=_no_new),
    Mutation("statistics-old", "letters.statistics", "留言统计停在第二季度", expected="attest",
             content=_old_statistics),
    Mutation("replies-alike", "letters.careful-replies", "所有答复千篇一律", expected="attest",
             content=_all_alike),
)  # fmt: skip
TRAPS = (
    Mutation("letter-in-its-third-month", "", "留言满三个月的当天", "pass",
             content=_pending(3, "2018-09-20", "办理中")),
    Mutation("letter-refused", "", "一件留言不予受理", "pass",
             content=_pending(3, "2018-07-09", "不予受理")),
    Mutation("letters-in-other-words", "", "留言页面用另一套栏目名", "pass", content=_other_words),
)  # fmt: skip
