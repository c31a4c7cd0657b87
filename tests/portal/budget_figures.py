"""The figures of a budget or final account: drawn once, so that every table and text agrees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from tests.portal.model import Disclosure, Money

#: Functional classification 2018: item code, class, section, item.
FUNCTIONS = (
    ("2070101", "文化体育与传媒支出", "文化", "行政运行"),
    ("2070102", "文化体育与传媒支出", "文化", "一般行政管理事务"),
    ("2070104", "文化体育与传媒支出", "文化", "图书馆"),
    ("2070107", "文化体育与传媒支出", "文化", "艺术表演团体"),
    ("2070109", "文化体育与传媒支出", "文化", "群众文化"),
    ("2070111", "文化体育与传媒支出", "文化", "文化创作与保护"),
    ("2070112", "文化体育与传媒支出", "文化", "文化市场管理"),
    ("2070199", "文化体育与传媒支出", "文化", "其他文化支出"),
    ("2070205", "文化体育与传媒支出", "文物", "博物馆"),
    ("2080502", "社会保障和就业支出", "行政事业单位离退休", "事业单位离退休"),
    ("2080505", "社会保障和就业支出", "行政事业单位离退休", "机关事业单位基本养老保险缴费支出"),
    ("2101101", "医疗卫生与计划生育支出", "行政事业单位医疗", "行政单位医疗"),
    ("2101102", "医疗卫生与计划生育支出", "行政事业单位医疗", "事业单位医疗"),
    ("2210201", "住房保障支出", "住房改革支出", "住房公积金"),
)
OF_UNIT = {
    "陇原省图书馆": {"2070104", "2070199", "2080502", "2080505", "2101102", "2210201"},
    "陇原省文化馆": {"2070109", "2070111", "2080502", "2080505", "2101102", "2210201"},
}
STAFF = (
    ("30101", "基本工资", 26), ("30102", "津贴补贴", 21), ("30103", "奖金", 9),
    ("30107", "绩效工资", 6), ("30108", "机关事业单位基本养老保险缴费", 11),
    ("30110", "职工基本医疗保险缴费", 4), ("30113", "住房公积金", 7), ("30302", "退休费", 5),
    ("30305", "生活补助", 2),
)  # fmt: skip
OFFICE_COSTS = (
    ("30201", "办公费", 9), ("30205", "水费", 1), ("30206", "电费", 3), ("30207", "邮电费", 2),
    ("30208", "取暖费", 4), ("30211", "差旅费", 8), ("30213", "维修（护）费", 3),
    ("30215", "会议费", 2), ("30216", "培训费", 2), ("30228", "工会经费", 2),
    ("30239", "其他交通费用", 5), ("30299", "其他商品和服务支出", 3),
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One functional item: money of the treasury and of other sources, basic and project."""

    code: str
    names: tuple[str, str, str]  # class, section, item
    basic: Money
    project: Money
    other: Money  # spent from business and other income, all project

    @property
    def fiscal(self) -> Money:
        """What the treasury pays."""
        return Money(self.basic + self.project)

    @property
    def total(self) -> Money:
        """All spending on the item."""
        return Money(self.basic + self.project + self.other)


@dataclass(frozen=True)
class Figures:
    """Everything that the eight tables and the text say."""

    lines: tuple[Line, ...]
    economic: tuple[tuple[str, str, Money, Money], ...]  # code, name, staff, office
    business: Money
    other_income: Money
    carried_in: Money
    carried_out: Money
    abroad: Money
    car_purchase: Money
    car_running: Money
    reception: Money
    goods: Money
    works: Money
    services: Money
    before: dict[str, Money]  # the year before: total, general, abroad, purchase, …

    @property
    def general(self) -> Money:
        """General public budget appropriation."""
        return total(line.fiscal for line in self.lines)

    @property
    def basic(self) -> Money:
        """Basic expenditure, all from the general public budget."""
        return total(line.basic for line in self.lines)

    @property
    def income(self) -> Money:
        """This year's income, without what was carried over."""
        return Money(self.general + self.business + self.other_income)

    @property
    def spending(self) -> Money:
        """This year's expenditure, without what is carried over."""
        return total(line.total for line in self.lines)

    @property
    def grand(self) -> Money:
        """Income (or expenditure) including what is carried over."""
        return Money(self.income + self.carried_in)

    @property
    def office_costs(self) -> Money:
        """Public part of the basic expenditure."""
        return total(office for _, _, _, office in self.economic)

    @property
    def cars(self) -> Money:
        """Purchase and running of official cars."""
        return Money(self.car_purchase + self.car_running)

    @property
    def public(self) -> Money:
        """The three public expenses."""
        return Money(self.abroad + self.cars + self.reception)

    @property
    def procurement(self) -> Money:
        """Government procurement."""
        return Money(self.goods + self.works + self.services)


def total(amounts: Iterator[Money]) -> Money:
    """The exact sum."""
    return Money(sum(amounts))


def draw(disclosure: Disclosure, seed: int) -> Figures:
    """The figures of a disclosure, and beside them those of the year before."""
    old = _draw(replace(disclosure, year=disclosure.year - 1), seed)
    before = {
        "total": old.spending,
        "general": old.general,
        "abroad": old.abroad,
        "purchase": old.car_purchase,
        "running": old.car_running,
        "reception": old.reception,
    }
    return replace(_draw(disclosure, seed), before=before)


def _draw(disclosure: Disclosure, seed: int) -> Figures:
    """The same figures for the same seed, unit, year and kind; nothing of the year before."""
    rng = Random(f"{seed}/{disclosure.unit}/{disclosure.year}/{disclosure.kind}")
    # five per cent a year; 万元 in hundredths
    size = disclosure.base * (100 + 5 * (disclosure.year - 2016))
    wanted = OF_UNIT.get(disclosure.unit)
    chosen = [f for f in FUNCTIONS if wanted is None or f[0] in wanted]
    lines = tuple(_line(rng, f, size // len(chosen)) for f in chosen)
    settled = disclosure.kind == "决算"
    carried_in = _near(rng, size // 60) if settled else Money(0)
    carried_out = _near(rng, size // 80) if settled else Money(0)
    outside = sum(line.other for line in lines) - carried_in + carried_out
    other_income = Money(outside // 7)
    abroad, running = _near(rng, size // 900), _near(rng, size // 800)
    purchase = _near(rng, size // 1000) if disclosure.is_department and settled else Money(0)
    reception = _near(rng, size // 1600)
    basic = sum(line.basic for line in lines)
    economic = _economic(basic, running, reception)
    return Figures(
        lines, economic, Money(outside - other_income), other_income, carried_in, carried_out,
        abroad, purchase, running, reception,
        _near(rng, size // 30), _near(rng, size // 50), _near(rng, size // 40), {},
    )  # fmt: skip


def _near(rng: Random, amount: int) -> Money:
    return Money(max(1, int(amount * rng.uniform(0.86, 1.12))))


def _line(rng: Random, function: tuple[str, str, str, str], size: int) -> Line:
    code, *names = function
    basic_only = code[:3] in ("208", "210", "221") or code == "2070101"
    no_basic = code in ("2070102", "2070111", "2070112", "2070199")
    basic = Money(0) if no_basic else _near(rng, size if basic_only else size // 2)
    project = Money(0) if basic_only else _near(rng, size)
    other = Money(0) if basic_only else _near(rng, size // 6)
    return Line(code, (names[0], names[1], names[2]), basic, project, other)


def _economic(
    basic: int, running: Money, reception: Money
) -> tuple[tuple[str, str, Money, Money], ...]:
    """Basic expenditure by economic section; the last staff line takes what rounding leaves."""
    rest = basic - running - reception
    weights = sum(w for *_, w in STAFF) + sum(w for *_, w in OFFICE_COSTS)
    office = [(c, n, Money(0), Money(rest * w // weights)) for c, n, w in OFFICE_COSTS]
    office += [("30217", "公务接待费", Money(0), reception)]
    office += [("30231", "公务用车运行维护费", Money(0), running)]
    staff = [(c, n, Money(rest * w // weights), Money(0)) for c, n, w in STAFF]
    left = basic - sum(s + o for _, _, s, o in (*staff, *office))
    code, name, amount, _ = staff[0]
    staff[0] = (code, name, Money(amount + left), Money(0))
    return tuple(sorted((*staff, *office)))
