"""The operator's file: every mistake is named at once, with its line, table and key."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from checks.plans import load_plan
from store.config import (
    Config,
    digest,
    expired_waivers,
    load,
    office_mistakes,
    refuse_expired,
)
from store.errors import OperatorError

PROJECT = Path(__file__).resolve().parents[2]
GOOD = """
[portal]
name = "某厅"
start_url = "https://www.example.gov.cn/"
hosts = ["www.example.gov.cn"]
"""


@pytest.fixture(autouse=True)
def _no_override(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GONGKAI_DATABASE_URL", raising=False)


def written(folder: Path, text: str) -> Path:
    file = folder / "config.toml"
    file.write_text(text, encoding="utf-8")
    return file


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(OperatorError) as caught:
        load(written(folder, text))
    return str(caught.value)


def test_a_short_file_is_enough(tmp_path: Path) -> None:
    config = load(written(tmp_path, GOOD))
    assert config.portal.name == "某厅"
    assert config.crawl == Config(portal=config.portal).crawl


#: what is added to the good file → what the message must say
MISTAKES = [
    ("[crawl]\nmax_deph = 3", ["第 7 行 [crawl] max_deph", "是否应为“max_depth”"]),
    ("[craw]\nrate = 1.0", ["[craw]", "没有这个表", "是否应为“crawl”"]),
    ("[reports]\nmax_pages = 3", ["[reports] max_pages", "它属于 [crawl]"]),
    ("[folder]\na = 1", ["[folder]", "没有这个表"]),
    ("[crawl]\nmax_depth = '3'", ["[crawl] max_depth", "应为整数,不加引号", "'3'"]),
    ("[crawl]\nmax_depth = true", ["[crawl] max_depth", "应为整数", "true"]),
    ("[crawl]\nmax_depth = 0", ["[crawl] max_depth", "应不小于 1"]),
    ("[crawl]\nmax_depth = 101", ["[crawl] max_depth", "应不大于 100"]),
    ("[crawl]\nrate = 0", ["[crawl] rate", "应大于 0"]),
    ("[crawl]\nrate = inf", ["[crawl] rate", "有限"]),
    ("[crawl]\nobey_robots = 'yes'", ["[crawl] obey_robots", "true 或 false"]),
    ("[crawl]\npaths = '/a'", ["[crawl] paths", "应为列表"]),
    ("[crawl]\npaths = ['a/']", ["[crawl] paths", "以 / 开头"]),
    ("[crawl]\npaths = [3]", ["[crawl] paths 第 1 项", "应为字符串"]),
    ("[crawl]\nwindow = ['25:00', '06:00']", ["[crawl] window", "应为时刻"]),
    ("[crawl]\nwindow = ['01:00', '01:00']", ["[crawl] window", "不能相同"]),
    ("[crawl]\nuser_agent = '巡检'", ["[crawl] user_agent", "英文"]),
    ("[network]\ntreat_as_global = ['x']", ["[network] treat_as_global", "不是网段"]),
    ("[plan]\nyear = '2018'", ["[plan] year", "应为整数"]),
    ("[[offices]]\nname = '甲'", ["[[offices]] 第 1 个 plan_name", "必须填写"]),
    ("[[offices]]\nplan_name='甲'\n[[offices]]\nplan_name='甲'", ["plan_name 重复:甲"]),
    (
        "[[offices]]\nplan_name='甲'\nnmae='乙'",
        ["第 8 行 [[offices]] 第 1 个 nmae"],
    ),
    ("[offices]\nplan_name='甲'", ["[offices]", "应为列表"]),
    ("[registers]\nproposals = 3", ["[registers] proposals", "应为字符串"]),
    ("[reports]\nfail_on = 'bad'", ["[reports] fail_on", "只能是", "'veto'"]),
    ("[reports]\nmin_coverage = 1.1", ["[reports] min_coverage", "应不大于 1"]),
    ("[store]\ndatabase = 'mysql://u:geheim@h/d'", ["[store] database", "postgresql"]),
    ("[schedule]\nat = '半夜'", ["[schedule] at", "应为时刻"]),
    ("[schedule]\nname = 'a b'", ["[schedule] name", "英文字母"]),
    (
        "[[waivers]]\ncheck='a'\nreason='b'\napprover='c'\nvalid_from=2018-02-01\n"
        "valid_until=2018-01-01",
        ["[[waivers]] 第 1 个", "早于"],
    ),
    (
        "[[waivers]]\ncheck='a'\nreason=''\napprover='c'\nvalid_from=2018-02-01\n"
        "valid_until='很久'",
        ["[[waivers]] 第 1 个 valid_until", "应为日期"],
    ),
]


@pytest.mark.parametrize(("addition", "said"), MISTAKES)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, addition: str, said: list[str]) -> None:
    message = refusal(tmp_path, f"{GOOD}{addition}\n")
    for words in said:
        assert words in message
    assert "1 处错误" in message
    assert "geheim" not in message  # a password is never repeated
    assert not re.search(r"Input should|Field required|Extra inputs", message)


PORTALS = [
    ('start_url = "www.a.gov.cn"\nhosts = ["www.a.gov.cn"]', "[portal] start_url:应为以 http://"),
    ('start_url = "http://a.gov.cn/"\nhosts = ["b.gov.cn"]', "不在 hosts 之中"),
    ('start_url = "http://a.gov.cn/"\nhosts = ["http://a.gov.cn"]', "不是主机名"),
    ('start_url = "http://a.gov.cn/"\nhosts = []', "至少要写一个主机名"),
    ('start_url = "http://a.gov.cn/"', "[portal] hosts:必须填写"),
    ('start_url = "http://a.gov.cn/"\nhosts = ["a.gov.cn"]\nsite_code = "62"', "10 位数字"),
]


@pytest.mark.parametrize(("lines", "said"), PORTALS)
def test_a_mistake_of_the_portal(tmp_path: Path, lines: str, said: str) -> None:
    assert said in refusal(tmp_path, f'[portal]\nname = "某厅"\n{lines}\n')


def test_all_mistakes_stand_in_one_message(tmp_path: Path) -> None:
    message = refusal(
        tmp_path,
        f'{GOOD}[crawl]\nrate = "2"\nmax_deph = 3\n[schedule]\nat = 5\n[[waivers]]\ncheck = "x"\n',
    )
    for place in (
        "[crawl] rate",
        "[crawl] max_deph",
        "[schedule] at",
        "[[waivers]] 第 1 个 reason",
    ):
        assert place in message
    assert "7 处错误" in message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[portal]\nname = "某厅\n', "第 2 行"),
        ("[portal]\nname 某厅\n", "第 2 行"),
        ("[portal]\nname = 某厅\n", "要加引号"),
        ("[portal]\nname = '甲'\nname = '乙'\n", "写了两次"),
        ("[schedule]\nat = 01:30\n", "第 2 行"),
    ],
)
def test_a_syntax_error_names_its_line(tmp_path: Path, text: str, said: str) -> None:
    message = refusal(tmp_path, text)
    assert "语法有误" in message
    assert said in message


def test_a_file_of_notepad_is_read(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert load(file).portal.name == "某厅"


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    with pytest.raises(OperatorError, match="没有找到配置文件"):
        load(file)
    file.write_bytes(GOOD.encode("gb18030"))
    with pytest.raises(OperatorError, match="UTF-8"):
        load(file)
    with pytest.raises(OperatorError, match="无法读取"):
        load(tmp_path)


def test_paths_start_at_the_folder_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "配 置"
    folder.mkdir()
    written(folder, GOOD + '[store]\ndirectory = "资料"\n[plan]\nfile = "2019.toml"\n')
    monkeypatch.chdir(tmp_path)
    config = load(Path("配 置/config.toml"))
    assert config.folder == folder
    assert config.data_folder == folder / "资料"
    assert config.evidence_folder == folder / "资料" / "warc"
    assert config.database_url == f"sqlite:///{folder}/资料/gongkai.sqlite"
    assert config.report_folder == folder / "out"
    assert config.log_file == folder / "资料" / "gongkai.log"
    assert config.plan_file == folder / "2019.toml"


@pytest.mark.parametrize(
    ("given", "opened"),
    [
        ("sqlite:///a.db", "sqlite:///{folder}/a.db"),
        ("sqlite:////srv/a.db", "sqlite:////srv/a.db"),
        ("sqlite:///:memory:", "sqlite:///:memory:"),
        ("postgresql+psycopg://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgresql:///d", "postgresql:///d"),
    ],
)
def test_the_database_of_the_file(tmp_path: Path, given: str, opened: str) -> None:
    config = load(written(tmp_path, f'{GOOD}[store]\ndatabase = "{given}"\n'))
    assert config.database_url == opened.format(folder=tmp_path)


def test_the_environment_overrides_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path, GOOD)
    plain = load(file)
    monkeypatch.setenv("GONGKAI_DATABASE_URL", "postgresql+psycopg://u:geheim@h/d")
    config = load(file)
    assert config.database_url == "postgresql+psycopg://u:geheim@h/d"
    assert digest(config) == digest(plain)
    monkeypatch.setenv("GONGKAI_DATABASE_URL", "geheim")
    assert "geheim" not in refusal(tmp_path, GOOD)


def test_the_digest_follows_the_settings_alone(tmp_path: Path) -> None:
    one = load(written(tmp_path, GOOD))
    spaced = load(written(tmp_path, f"# 注释\n{GOOD}\n"))
    other = load(written(tmp_path, GOOD + "[crawl]\nrate = 1.0\n"))
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", digest(one))
    assert digest(one) == digest(spaced) != digest(other)


def test_expired_waivers_are_named(tmp_path: Path) -> None:
    waiver = (
        '[[waivers]]\ncheck = "a.b"\nsubject = "甲"\nreason = "改版"\napprover = "某某"\n'
        "valid_from = 2018-07-01\nvalid_until = 2018-09-30\n"
    )
    config = load(written(tmp_path, GOOD + waiver))
    assert expired_waivers(config, dt.date(2018, 9, 30)) == ()
    refuse_expired(config, dt.date(2018, 9, 30))
    assert expired_waivers(config, dt.date(2018, 10, 1)) == config.waivers
    with pytest.raises(OperatorError, match=r"第 1 个 check = a\.b subject = 甲:2018-09-30 到期"):
        refuse_expired(config, dt.date(2018, 10, 1))


def test_an_office_that_the_plan_does_not_print_is_named(tmp_path: Path) -> None:
    office = '[[offices]]\nplan_name = "厅计划财务科"\n[[offices]]\nplan_name = "厅办公室"\n'
    config = load(written(tmp_path, GOOD + office))
    (said,) = office_mistakes(config, ["厅办公室", "厅计划财务处"])
    assert "[[offices]] 第 1 个" in said
    assert "是否应为“厅计划财务处”" in said
    assert config.office_names == {"厅计划财务科": "厅计划财务科", "厅办公室": "厅办公室"}


# ---- the shipped file ----


def shipped() -> str:
    return (PROJECT / "config.toml").read_text(encoding="utf-8")


def tables() -> Iterator[tuple[str, type[BaseModel] | None]]:
    for name, field in Config.model_fields.items():
        kinds = [field.annotation, *get_args(field.annotation)]
        models = [k for k in kinds if isinstance(k, type) and issubclass(k, BaseModel)]
        if name != "folder":
            yield name, models[0] if models else None


@pytest.mark.parametrize(("table", "model"), list(tables()))
def test_the_shipped_file_names_every_key(table: str, model: type[BaseModel] | None) -> None:
    section = re.search(
        rf"^(?:# )?\[\[?{table}\b[^\]]*\]\]?\n(.*?)(?=^(?:# )?\[|\Z)", shipped(), re.M | re.S
    )
    assert section, f"[{table}] is not in config.toml"
    for key in model.model_fields if model else ():
        assert re.search(rf"^(?:# )?{key} = ", section[1], re.M), f"[{table}] {key}"


def test_every_set_key_of_the_shipped_file_is_explained_above_it() -> None:
    lines = shipped().splitlines()
    unexplained = [
        line
        for above, line in pairwise(lines)
        if re.match(r"\w+ = ", line) and not re.search(r"^#.*[一-鿿]", above)
    ]
    assert [
        line for line in unexplained if not line.startswith(("plan_name", "name", "contact"))
    ] == []


def test_the_shipped_file_asks_for_the_hosts_and_for_nothing_else(tmp_path: Path) -> None:
    message = refusal(tmp_path, shipped())
    assert "2 处错误" in message
    assert "[portal] start_url:还是示例地址" in message
    assert "[portal] hosts:“www.example.invalid”还是示例主机" in message


def test_the_shipped_file_once_filled_in(tmp_path: Path) -> None:
    filled = shipped().replace("www.example.invalid", "wlt.example.gov.cn")
    config = load(written(tmp_path, filled))
    portal = config.portal
    assert (portal.name, portal.site_code) == ("甘肃省文化厅", "6200000042")
    assert (portal.icp, portal.police) == ("陇ICP备15001598号", "62010002000600")
    printed = [name for clause in load_plan(2018).clauses for name in clause.offices]
    assert office_mistakes(config, printed) == ()
    assert set(config.office_names) == set(printed)
    # What the file sets is what a shorter file gives, but for what the department fills in.
    default = load(written(tmp_path, GOOD))
    for table in ("crawl", "network", "plan", "store", "schedule"):
        assert getattr(config, table) == getattr(default, table)
