"""Bodies of ordinary articles: news, notices, policies, interpretations, personnel, publicity."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from random import Random

from tests.portal.model import DEPARTMENT, Attachment, Block, Grid, Heading
from tests.portal.words import (
    CITIES,
    COUNTIES,
    GENRES,
    OFFICES,
    PLAYS,
    THEMES,
    VENUES,
    person,
    pick,
)

Draft = tuple[str, list[Block], list[Attachment]]


def chinese(day: dt.date) -> str:
    """2018年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def news(rng: Random, day: dt.date) -> Draft:
    """A report of a meeting, a visit or a performance."""
    return rng.choice((_meeting, _inspection, _performance, _exhibition))(rng, day)


def _meeting(rng: Random, day: dt.date) -> Draft:
    theme, venue, city = rng.choice(THEMES), rng.choice(VENUES), rng.choice(CITIES)
    title = f"全省{theme}推进会在{city}召开"
    body: list[Block] = [
        f"{day.month}月{max(1, day.day - 1)}日，全省{theme}推进会在{city}召开。{DEPARTMENT}党组成员、"
        f"副厅长{person(rng)}出席会议并讲话，{city}有关负责同志致辞。",
        f"会议指出，今年以来，全省文化系统深入学习贯彻习近平新时代中国特色社会主义思想和党的十九大精神，"
        f"以人民为中心谋划工作，{theme}取得明显成效，{rng.randint(61, 98)}%的县区完成年度任务，"
        f"服务群众{rng.randint(120, 980)}万人次。",
        f"会议强调，各地要对标年度目标任务，紧盯短板弱项，做好{pick(rng, THEMES, 3)}等重点工作，"
        "建立台账、倒排工期、挂图作战，确保各项任务按期完成。要加强作风建设，严防形式主义、官僚主义，"
        "把工作的着力点放在解决群众急难愁盼的问题上。",
        f"{pick(rng, CITIES, 3)}文化部门负责人在会上作了交流发言。与会人员还现场观摩了"
        f"{rng.choice(COUNTIES)}综合文化服务中心和{venue}。",
    ]
    return title, body, []


def _inspection(rng: Random, day: dt.date) -> Draft:
    county, theme, leader = rng.choice(COUNTIES), rng.choice(THEMES), person(rng)
    title = f"{leader}赴{county}调研{theme}"
    body: list[Block] = [
        f"{day.month}月{max(1, day.day - 2)}日至{day.day}日，{DEPARTMENT}副厅长{leader}一行赴{county}，"
        f"就{theme}开展实地调研。",
        f"调研组先后深入{county}文化馆、图书馆、{rng.randint(3, 9)}个乡镇综合文化站和部分村文化广场，"
        f"详细了解设施建设、人员配备、经费保障和免费开放情况，并与基层文化工作者座谈。",
        f"{leader}指出，{theme}关系群众切身利益，要坚持问题导向，进一步摸清底数，"
        f"用好中央和省级补助资金{rng.randint(120, 3400)}万元，把好事办好、实事办实。",
        f"调研期间，{leader}还看望慰问了驻村帮扶工作队，走访了{rng.randint(5, 20)}户建档立卡贫困户，"
        f"观看了当地{rng.choice(GENRES)}传承人的展演。",
    ]
    return title, body, []


def _performance(rng: Random, day: dt.date) -> Draft:
    play, venue, genre = rng.choice(PLAYS), rng.choice(VENUES), rng.choice(GENRES)
    title = f"大型原创剧目{play}在{venue}首演"
    body: list[Block] = [
        f"{day.month}月{day.day}日晚，由{DEPARTMENT}出品、省演艺集团创排的大型原创剧目{play}在{venue}首演，"
        f"{rng.randint(600, 1400)}余名观众观看了演出。",
        f"该剧历时{rng.randint(8, 22)}个月打磨，融合{genre}等地方艺术元素，讲述了基层干部带领群众脱贫致富的"
        "感人故事。演出现场多次响起热烈掌声。",
        f"据了解，该剧已列入{day.year}年度全省舞台艺术创作重点项目，计划在{pick(rng, CITIES, 4)}等地巡演"
        f"{rng.randint(20, 60)}场，并开展惠民低票价演出。",
    ]
    return title, body, []


def _exhibition(rng: Random, day: dt.date) -> Draft:
    genre, venue = rng.choice(GENRES), rng.choice(VENUES)
    title = f"“非遗过大年 文化进万家”{genre}作品展在{venue}开展"
    body: list[Block] = [
        f"{day.month}月{day.day}日上午，{genre}作品展在{venue}开展，展期{rng.randint(10, 40)}天，免费开放。",
        f"展览由{DEPARTMENT}主办，省非遗保护中心承办，共展出来自{pick(rng, CITIES, 4)}等地"
        f"{rng.randint(30, 90)}位传承人的作品{rng.randint(110, 460)}件。",
        "开展仪式后，传承人现场展示了制作技艺，并与市民互动。主办方还准备了研学手册和志愿讲解服务。",
        f"下一步，省非遗保护中心将推动{genre}进校园、进社区，力争年内举办活动{rng.randint(12, 50)}场次。",
    ]
    return title, body, []


def notice(rng: Random, day: dt.date) -> Draft:
    """A notice with numbered duties and, now and then, a form to fill in."""
    theme, number = rng.choice(THEMES), rng.randint(21, 196)
    title = f"{DEPARTMENT}关于做好{day.year}年{theme}有关事项的通知"
    deadline = day + dt.timedelta(days=rng.randint(12, 30))
    body: list[Block] = [
        f"陇文厅发〔{day.year}〕{number}号",
        f"各市（州）文化广电新闻出版局，{pick(rng, CITIES, 2)}文化市场综合执法支队，厅直各单位：",
        f"为认真贯彻落实省委、省政府决策部署，切实做好{theme}，现将有关事项通知如下。",
        Heading("一、总体要求"),
        f"以满足人民群众基本文化需求为出发点，统筹推进{theme}，做到目标明确、责任到人、保障有力。",
        Heading("二、重点任务"),
        f"（一）摸清底数。全面核查辖区内{rng.randint(14, 86)}个县区的基础数据，做到不重不漏。",
        f"（二）压实责任。由{rng.choice(OFFICES)}牵头，建立月调度、季通报制度。",
        "（三）强化保障。按照“谁使用、谁负责”的原则管好用好专项资金，接受审计监督。",
        Heading("三、报送要求"),
        f"请于{chinese(deadline)}前将工作开展情况及附件表格报送{rng.choice(OFFICES)}。"
        f"联系电话：0931-884{rng.randint(1000, 9999)}。",
        DEPARTMENT,
        chinese(day),
        "（此件公开发布）",
    ]
    return title, body, [_form(rng, theme)] if rng.random() < 0.5 else []


def _form(rng: Random, theme: str) -> Attachment:
    grid = Grid(
        f"{theme}情况统计表",
        (("序号", "市（州）", "负责单位", "完成数量（个）", "完成率（%）"),),
        tuple(
            (str(n), city, f"{city}文广新局", str(rng.randint(3, 60)), str(rng.randint(60, 100)))
            for n, city in enumerate(CITIES[: rng.randint(6, 13)], 1)
        ),
    )
    ending = rng.choice(("docx", "xlsx", "docx"))
    blocks = (Heading(grid.title), "填报单位（盖章）：", grid, "填表人：　　　　联系电话：")
    return Attachment(f"附件：{grid.title}", f"P0{rng.randint(10**9, 10**10 - 1)}.{ending}", blocks)


def policy(rng: Random, day: dt.date) -> Draft:
    """A normative document with articles."""
    theme, number = rng.choice(THEMES), rng.randint(21, 196)
    kind = rng.choice(("实施方案", "管理办法", "工作规则", "若干措施"))
    title = f"{DEPARTMENT}关于印发《{theme}{kind}》的通知"
    written = day - dt.timedelta(days=rng.randint(3, 12))
    body: list[Block] = [
        f"索引号：620000042/2018-{rng.randint(10000, 99999)}　成文日期：{chinese(written)}　"
        f"公开属性：主动公开　有效性：有效",
        f"陇文厅规〔{day.year}〕{number}号",
        "各市（州）文化广电新闻出版局，厅直各单位，厅机关各处室：",
        f"《{theme}{kind}》已经厅党组会议审议通过，现印发给你们，请认真贯彻执行。",
        DEPARTMENT,
        chinese(written),
        "（此件公开发布）",
        Heading(f"{theme}{kind}"),
    ]
    for n, text in enumerate(_ARTICLES, 1):
        body.append(f"第{'一二三四五六七八'[n - 1]}条　{text.format(theme=theme, dept=DEPARTMENT)}")
    return title, body, []


_ARTICLES = (
    "为规范{theme}，根据有关法律法规和国家政策规定，结合本省实际，制定本文件。",
    "本省行政区域内从事{theme}及其监督管理活动，适用本文件。",
    "{theme}应当坚持政府主导、社会参与、重心下移、共建共享的原则。",
    "{dept}负责全省{theme}的统筹协调和监督检查，市、县级文化主管部门负责本行政区域内的具体工作。",
    "各级文化主管部门应当将实施情况、资金安排和绩效评价结果依法向社会公开，接受社会监督。",
    "违反本文件规定的，由上级主管部门责令限期改正；情节严重的，依法依规追究责任。",
    "本文件自印发之日起30日后施行，有效期5年。",
)


def interpretation(rng: Random, day: dt.date) -> Draft:
    """A reading of a policy: background, key tasks, next steps."""
    theme = rng.choice(THEMES)
    title = f"《{theme}实施方案》政策解读"
    body: list[Block] = [
        Heading("一、出台背景"),
        f"随着经济社会发展，{theme}面临新的形势和任务。为破解发展不平衡不充分的问题，{DEPARTMENT}在深入调研、"
        "广泛征求意见的基础上，研究起草了实施方案。",
        Heading("二、重点任务"),
        f"方案共{rng.randint(5, 9)}个方面{rng.randint(16, 32)}条，重点围绕{pick(rng, THEMES, 3)}提出具体措施，"
        f"到2020年，全省覆盖率达到{rng.randint(85, 99)}%以上。",
        Heading("三、后续工作考虑"),
        "一是抓好宣传培训，二是完善配套制度，三是强化跟踪问效，每半年通报一次进展。",
        f"解读人：{DEPARTMENT}{rng.choice(OFFICES)[1:]}负责人。",
    ]
    return title, body, []


def personnel(rng: Random, day: dt.date) -> Draft:
    """An appointment or a recruitment."""
    name = person(rng)
    title = rng.choice(
        (f"关于{name}等同志任职的通知", f"{DEPARTMENT}{day.year}年直属事业单位公开招聘公告")
    )
    body: list[Block] = [
        f"陇文厅人发〔{day.year}〕{rng.randint(2, 40)}号",
        "厅机关各处室，厅直各单位：",
        f"经厅党组研究决定：{name}同志任省文化馆副馆长（试用期一年）；"
        f"{person(rng)}同志任省图书馆办公室主任。",
        "特此通知。",
        DEPARTMENT,
        chinese(day),
        "（此件公开发布）",
    ]
    if "招聘" in title:
        body = [
            f"根据事业单位公开招聘有关规定，{DEPARTMENT}直属事业单位面向社会公开招聘工作人员"
            f"{rng.randint(8, 30)}名，现将有关事项公告如下。",
            "报名时间、岗位条件和考试安排见附件，报名不收取任何费用。",
            f"咨询电话：0931-884{rng.randint(1000, 9999)}（工作日9:00—17:00）。",
        ]
    return title, body, []


def publicity(rng: Random, day: dt.date) -> Draft:
    """A public notice of a list, with its period of objection."""
    genre = rng.choice(GENRES)
    title = f"关于{day.year}年度{genre}类省级非遗代表性传承人推荐名单的公示"
    end = day + dt.timedelta(days=20)
    body: list[Block] = [
        f"经各市（州）推荐、专家评审，拟推荐{rng.randint(6, 18)}人为{genre}类省级代表性传承人，现予公示。",
        f"公示期：{chinese(day)}至{chinese(end)}。如有异议，请以书面形式反馈{rng.choice(OFFICES)}。",
        Grid(
            "推荐名单",
            (("序号", "姓名", "项目", "申报地区"),),
            tuple((str(n), person(rng), genre, rng.choice(CITIES)) for n in range(1, 9)),
        ),
        DEPARTMENT,
        chinese(day),
    ]
    return title, body, []


WRITERS: dict[str, Callable[[Random, dt.date], Draft]] = {
    "news": news,
    "notice": notice,
    "policy": policy,
    "interpretation": interpretation,
    "personnel": personnel,
    "publicity": publicity,
}
