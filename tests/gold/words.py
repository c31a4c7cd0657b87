"""What the pages talk about: departments of two invented provinces, drawn with a fixed seed."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.gold.model import Gold

_SITES = (
    ("云岭省水利厅", "5300000033", "云ICP备05002366号", "53010202000876"),
    ("云岭省教育厅", "5300000021", "云ICP备13000491号", "53011402000102"),
    ("澄江市人民政府", "5304220001", "云ICP备08100345号", "53042202000011"),
    ("海陵省民政厅", "3200000017", "海ICP备11024487号", "32010602010320"),
    ("海陵省交通运输厅", "3200000045", "海ICP备05070155号", "32010402000567"),
    ("永宁区人民政府", "3201110009", "海ICP备17006632号", "32011102010099"),
)
_SUBJECTS = (
    "农村饮水安全巩固提升工程", "校外培训机构专项治理", "养老服务质量建设", "普通国省干线公路养护",
    "中小河流治理项目", "义务教育学校招生入学", "城乡居民最低生活保障", "道路运输安全生产",
    "水土保持方案审批", "家庭经济困难学生资助", "残疾人两项补贴", "内河港口岸线使用",
    "河长制湖长制", "乡村教师生活补助", "临时救助和特困人员供养", "网络预约出租汽车经营服务",
)  # fmt: skip
_ACTS = (
    "关于做好{0}有关工作的通知", "关于进一步加强{0}工作的意见", "关于公布{0}考核结果的通报",
    "关于印发{0}实施细则的通知", "{0}工作推进会召开", "我省{0}取得阶段性成效", "{0}情况公示",
)  # fmt: skip
_CLAUSES = (
    "各级各有关单位要把{0}摆上重要议事日程，主要负责同志亲自抓，分管负责同志具体抓，层层压实责任。",
    "要围绕{0}的目标任务，倒排工期、挂图作战，确保各项措施落到实处、见到实效。",
    "对{0}中发现的问题，要建立清单、逐项销号，并及时向社会公布办理进展，接受群众监督。",
    "省级财政对{0}给予适当补助，市县两级要足额落实配套，专款专用，不得挤占挪用。",
    "要加强政策宣传解读，引导群众了解、支持和参与{0}，营造良好的舆论氛围。",
    "与会人员听取了{0}情况汇报，实地察看了现场，并就下一步工作提出了意见和建议。",
    "有关部门将对{0}开展专项督查，对工作不力、进度滞后的单位予以通报。",
    "{0}涉及面广、政策性强，各地要加强统筹协调，及时研究解决推进中的困难。",
)
_COLUMNS = ("通知公告", "工作动态", "政策文件", "部门文件", "公示公告", "行业新闻")


@dataclass(frozen=True)
class Site:
    """Who runs a portal, as its footer says."""

    name: str
    code: str
    icp: str
    police: str

    def footer(self, code: bool = True) -> str:
        """Footer lines; one without the code is on portals that keep it in a meta tag alone."""
        mark = f"网站标识码：{self.code}&nbsp;&nbsp;" if code else ""
        return (
            f"<p>主办：{self.name}&nbsp;&nbsp;承办：{self.name}信息中心</p><p>{mark}"
            f'<a href="https://beian.miit.gov.cn/">{self.icp}</a>&nbsp;&nbsp;'
            f"公网安备 {self.police}号</p>"
        )

    def values(self, code: bool = True) -> dict[str, str]:
        """The gold that its footer carries."""
        known = {"icp": self.icp, "police": self.police}
        return {**known, "site_code": self.code} if code else known


@dataclass(frozen=True)
class Story:
    """An article before any system draws it."""

    site: Site
    column: str
    subject: str
    title: str
    day: dt.date
    clock: str
    source: str
    paragraphs: tuple[str, ...]
    key: int
    number: str = ""
    written: dt.date = dt.date(2000, 1, 1)
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def iso(self) -> str:
        """The day of publication."""
        return self.day.isoformat()

    @property
    def index(self) -> str:
        """An index number in the form of the register of disclosures."""
        return f"{self.key + 430000000}/{self.day.year}-{self.key % 100000:05d}"

    def text(self) -> str:
        """The paragraphs as a person would copy them."""
        return "\n".join(self.paragraphs)

    def html(self, tag: str = "<p>　　{0}</p>") -> str:
        """The paragraphs as markup."""
        return "\n".join(tag.format(line) for line in self.paragraphs)

    def gold(self, *, code: bool = True, **changed: str) -> Gold:
        """What a person reads: title, day and source as drawn, but for what is said here."""
        values = {"title": self.title, "date": self.iso, "source": self.source}
        values |= self.site.values(code)
        text = changed.pop("text", self.text())
        return Gold({**values, **changed}, text)


class Draw:
    """An endless supply of stories; the same seed tells the same ones."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._key = 1000

    def story(self, **given: object) -> Story:
        """The next one, with some of its parts given."""
        pick = self._random
        self._key += pick.randrange(1, 900)
        site = Site(*pick.choice(_SITES))
        subject = pick.choice(_SUBJECTS)
        day = dt.date(2017, 1, 3) + dt.timedelta(pick.randrange(1000))
        clauses = pick.sample(_CLAUSES, pick.randrange(3, 7))
        parts: dict[str, object] = {
            "site": site, "column": pick.choice(_COLUMNS), "subject": subject,
            "title": pick.choice(_ACTS).format(subject), "day": day,
            "clock": f"{pick.randrange(8, 18):02d}:{pick.randrange(60):02d}",
            "source": pick.choice((site.name, f"{site.name}办公室", "云海日报", "政策法规处")),
            "paragraphs": tuple(clause.format(subject) for clause in clauses), "key": self._key,
            "number": f"{site.name[0]}{pick.choice('水教民交')}发〔{day.year}〕{pick.randrange(1, 300)}号",
            "written": day - dt.timedelta(pick.randrange(2, 20)),
        }  # fmt: skip
        return Story(**{**parts, **given})  # type: ignore[arg-type]

    def stories(self, count: int, **given: object) -> list[Story]:
        """Several, as the rows of a list."""
        return [self.story(**given) for _ in range(count)]


_DIGITS = "〇一二三四五六七八九"


def in_words(day: dt.date) -> str:
    """二〇一八年六月二十九日."""
    year = "".join(_DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{_number(day.month)}月{_number(day.day)}日"


def _number(value: int) -> str:
    tens, ones = divmod(value, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def long_day(day: dt.date) -> str:
    """2018年6月29日."""
    return f"{day.year}年{day.month}月{day.day}日"
