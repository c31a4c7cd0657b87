"""Invented names and stock phrases of the sample portal. Nobody and no place here is real."""

from __future__ import annotations

from random import Random

CITIES = (
    "兰河市", "天原市", "酒源市", "张城市", "武川市", "定远市", "平陵市", "庆安市", "白岭市", "金河市",
    "陇阳市", "临川州", "甘谷州",
)  # fmt: skip
COUNTIES = (
    "安塬县", "清溪县", "会川县", "静岭县", "环河县", "庄源县", "岷山县", "文水县", "渭南河县", "通远县",
    "碌河县", "民河县", "古原县", "永登塬县",
)  # fmt: skip
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "建国志强文华晓东丽娟秀英永红海燕玉兰国庆学军春梅少平维民亚楠雪峰宏伟彦俊淑珍立新"
OFFICES = (
    "厅办公室",
    "厅公共文化处",
    "厅市场处",
    "厅计划财务处",
    "厅艺术处",
    "厅非遗处",
    "厅人事处",
)
UNITS = ("陇原省图书馆", "陇原省文化馆")
GENRES = ("秦腔", "陇剧", "花儿", "皮影戏", "剪纸", "刺绣", "木版年画", "鼓子", "道情", "社火")
PLAYS = (
    "《丝路花开》",
    "《大梦河源》",
    "《陇上人家》",
    "《山村第一书记》",
    "《驼铃远去》",
    "《白马归来》",
)
VENUES = (
    "陇原大剧院",
    "省图书馆报告厅",
    "省文化馆群星剧场",
    "黄河剧院",
    "省博物馆学术厅",
    "金城音乐厅",
)
THEMES = (
    "公共文化服务体系建设", "文化扶贫工作", "文化市场安全生产", "非物质文化遗产保护", "舞台艺术创作",
    "文化产业发展", "“放管服”改革", "基层综合性文化服务中心建设", "公共文化机构法人治理结构改革",
    "丝绸之路文化交流", "古籍保护", "戏曲进乡村", "全民阅读", "文化人才培养", "党风廉政建设",
)  # fmt: skip


def person(rng: Random) -> str:
    """An invented name of three characters."""
    return rng.choice(SURNAMES) + "".join(rng.sample(GIVEN, 2))


def pick(rng: Random, words: tuple[str, ...], count: int) -> str:
    """Some of the words, joined as Chinese text joins them."""
    return "、".join(rng.sample(words, count))
