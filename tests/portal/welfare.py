"""The public-welfare column: its list of items, its running entries, poverty relief, venues."""

from __future__ import annotations

import datetime as dt
from random import Random

from tests.portal.articles import Draft
from tests.portal.model import DEPARTMENT, Article, Block, Grid, Site, WelfareItem
from tests.portal.words import CITIES, COUNTIES, GENRES, person, pick

MATTERS = (
    ("公共文化设施名录", "公共图书馆、文化馆（站）、美术馆名称、地址、联系电话"),
    ("公共文化设施免费开放信息", "机构名称、开放时间、地址、联系电话、临时停止开放信息"),
    ("公共文化活动预告", "活动名称、时间、地点、参与方式"),
    ("文化扶贫项目安排", "贫困地区村综合文化服务中心建设项目、设备配送计划、实施进度"),
    ("公共文化专项资金", "资金分配原则、分配结果、使用绩效"),
    ("戏曲进乡村演出安排", "演出院团、场次、演出地点和时间"),
    ("非物质文化遗产保护", "代表性项目名录、代表性传承人名单、保护经费安排"),
    ("流动文化服务", "流动图书车、流动舞台车服务线路和时间"),
    ("群众体育文化赛事协办", "赛事名称、报名条件、组织办法、比赛结果"),
    ("公共文化服务评价", "评价指标、评价结果、整改情况"),
)


def items() -> list[WelfareItem]:
    """The items to be disclosed, all five attributes filled."""
    return [
        WelfareItem(
            matter,
            f"{DEPARTMENT}公共文化处" if n % 3 else f"{DEPARTMENT}办公室、公共文化处",
            content,
            "内容准确完整，自信息形成或者变更之日起20个工作日内公开",
            "门户网站专栏、政务微博微信、公示栏",
            "处室拟制—保密审查—厅领导审签—网站发布",
        )
        for n, (matter, content) in enumerate(MATTERS)
    ]


def item_table(site: Site, key: int) -> Article:
    """The page with the list of items."""
    width = 1 + len(site.items_header)  # a list that forgets its last column
    rows = tuple(
        (str(n), i.matter, i.subject, i.content, i.standard, i.way, i.procedure)[:width]
        for n, i in enumerate(site.items, 1)
    )
    grid = Grid(
        "社会公益事业建设领域公共文化信息公开事项清单", (("序号", *site.items_header),), rows
    )
    body: list[Block] = [
        "为贯彻落实国务院办公厅关于推进社会公益事业建设领域政府信息公开的意见，按照省政府办公厅安排，"
        "我厅梳理细化了脱贫攻坚、公共文化体育等领域应公开事项，逐项明确公开主体、内容、标准、方式和程序，现予公布。",
        grid,
        DEPARTMENT,
        f"{site.items_day.year}年{site.items_day.month}月{site.items_day.day}日",
    ]
    return Article(
        key, "shgy", "社会公益事业建设领域公共文化信息公开事项清单", site.items_day, body, clock="16:08",
        source="厅公共文化处", views=1203, tag="items",
    )  # fmt: skip


def activity(rng: Random, day: dt.date) -> Draft:
    """News of a public-culture service."""
    genre, city, county = rng.choice(GENRES), rng.choice(CITIES), rng.choice(COUNTIES)
    title = rng.choice((
        f"{city}开展“{genre}进社区”公益文化活动", f"省图书馆流动图书车走进{county}",
        f"{county}举办冬春文化惠民演出季", f"省文化馆公益培训班在{city}开课",
    ))  # fmt: skip
    body: list[Block] = [
        f"{day.month}月{day.day}日，{title}，吸引了{rng.randint(200, 3000)}余名群众参加。",
        f"活动由{DEPARTMENT}指导，{city}文化馆承办，设置了{genre}展演、图书借阅、公益讲座等内容，全部免费。",
        f"参加活动的群众表示，家门口的文化活动越来越丰富。下一步，还将在{pick(rng, COUNTIES, 3)}等地举办"
        f"{rng.randint(10, 60)}场。",
    ]
    return title, body, []


def opening(rng: Random, day: dt.date) -> Draft:
    """Free opening of a venue, all five statements."""
    city = rng.choice(CITIES)
    kind = rng.choice(("图书馆", "文化馆", "美术馆", "博物馆"))
    title = f"{city}{kind}免费开放信息"
    rows = (
        ("机构名称", f"{city}{kind}"),
        ("开放时间", "周二至周日9:00—17:30（周一闭馆，法定节假日正常开放）"),
        ("机构地址", f"{city}文化路{rng.randint(1, 320)}号"),
        ("联系电话", f"0931-8{rng.randint(100000, 999999)}"),
        ("临时停止开放信息", "无。如需临时停止开放，将提前7日公告"),
    )
    return (
        title,
        [Grid(title, (("项目", "内容"),), rows), "以上服务项目全部免费，欢迎广大群众参观体验。"],
        [],
    )


def poverty(rng: Random, day: dt.date) -> Draft:
    """News of poverty relief."""
    county, leader = rng.choice(COUNTIES), person(rng)
    title = rng.choice((
        f"{DEPARTMENT}驻{county}帮扶工作队开展冬季走访", f"文化扶贫项目在{county}落地见效",
        f"{county}“乡村舞台”建设助力脱贫攻坚", f"{leader}到{county}督导脱贫攻坚帮扶工作",
    ))  # fmt: skip
    body: list[Block] = [
        f"近日，{title}。截至目前，我厅已向{county}投入帮扶资金{rng.randint(20, 400)}万元，"
        f"建成乡村舞台{rng.randint(3, 40)}个。",
        f"帮扶工作队逐户核对建档立卡信息，为{rng.randint(20, 160)}户贫困户制定“一户一策”精准脱贫计划，"
        "协调落实产业到户资金和技能培训。",
        f"厅党组要求，要把文化扶贫与扶志扶智结合起来，用好{rng.choice(GENRES)}等特色资源，带动群众就近就业增收。",
    ]
    return title, body, []


def library(rng: Random, number: int) -> tuple[str, ...]:
    """A row of the list of public libraries."""
    city = CITIES[number % len(CITIES)]
    return (
        f"{city}图书馆", f"{city}人民路{rng.randint(1, 200)}号", f"0931-8{rng.randint(100000, 999999)}",
        f"馆藏图书{rng.randint(12, 96)}万册", "图书借阅、数字阅读、公益讲座；免费办证，全年开放",
    )  # fmt: skip
