"""What the documents name exists: commands, options, targets, keys, files; the catalogue is fresh."""

from __future__ import annotations

import configparser
import re
import shlex
import tomllib
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
from pydantic import BaseModel

import audit
from checks._catalogue_page import markdown
from commands import shared
from store._register_schemas import SCHEMAS
from store.config import DATABASE_VARIABLE, Config

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.zh-CN.md")
DOCUMENTS = (*READMES, "ARCHITECTURE.md", "CHANGELOG.md")

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
#: `[crawl] rate`, `[portal]`, `[[offices]]`, `[[offices]] plan_name`
_KEY = re.compile(r"\[\[?(\w+)\]\]?(?: (\w+))?")
_OURS = re.compile(r"(?:crawler|checks|reports|store|operations|tests|docs)/[\w./-]*")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def prose(name: str) -> str:
    return _FENCE.sub("", text_of(name))


def inline(name: str) -> list[str]:
    return _CODE.findall(prose(name))


def shell_lines(name: str) -> Iterator[str]:
    for language, body in _FENCE.findall(text_of(name)):
        if language == "sh":
            yield from body.splitlines()
    yield from inline(name)


def words_after(name: str, program: str) -> list[list[str]]:
    """The words after a program in every command line that a document shows."""
    found = []
    for line in shell_lines(name):
        if not re.match(rf"(?:sudo )?(?:\S*/)?{program}(?: |$)", line):
            continue
        words = shlex.split(line.partition(" > ")[0])
        place = next(i for i, word in enumerate(words) if Path(word).name == program)
        found.append(words[place + 1 :])
    return found


# -- the catalogue -------------------------------------------------------------------------------


def test_the_catalogue_is_what_the_checks_say() -> None:
    renew = "run: .venv/bin/gongkai catalogue > docs/catalogue.md"
    assert text_of("docs/catalogue.md") == markdown(), renew


# -- commands ------------------------------------------------------------------------------------


def unknown_word(words: list[str]) -> str:
    """The first command or option that ``gongkai`` does not have; "" when it has all."""
    command: Any = typer.main.get_command(audit.app)
    rest = list(words)
    while hasattr(command, "commands"):
        if not rest:
            return ""  # the program itself, or a group, is named
        name = rest.pop(0)
        if name not in command.commands:
            return name
        command = command.commands[name]
    known = {option for each in command.params for option in (*each.opts, *each.secondary_opts)}
    return next((word for word in rest if word.startswith("-") and word not in known), "")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_commands_and_options_exist(name: str) -> None:
    shown = words_after(name, "gongkai")
    assert shown or name not in READMES
    assert [each for each in shown if unknown_word(each)] == []


def test_a_command_that_does_not_exist_is_noticed() -> None:
    assert unknown_word(["run", "--config", "x.toml"]) == ""
    assert unknown_word(["audit"]) == "audit"
    assert unknown_word(["plan", "export"]) == "export"
    assert unknown_word(["run", "--fast"]) == "--fast"


def test_the_english_readme_names_every_command() -> None:
    shown = {words[0] for words in words_after("README.md", "gongkai") if words}
    command: Any = typer.main.get_command(audit.app)
    assert set(command.commands) - shown == set()


def test_the_english_readme_explains_every_exit_code() -> None:
    rows = re.findall(r"^\| (\d) \| .+ \|$", text_of("README.md"), re.MULTILINE)
    codes = (shared.CLEAN, shared.FINDINGS, shared.MISTAKE, shared.UNUSABLE)
    assert rows == [str(code) for code in codes]


# -- make ----------------------------------------------------------------------------------------


def targets() -> set[str]:
    return set(re.findall(r"^([a-z][\w-]*):(?!=)", text_of("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_make_targets_exist(name: str) -> None:
    shown = [word for words in words_after(name, "make") for word in words if "=" not in word]
    assert shown or name not in READMES
    assert set(shown) - targets() == set()


def test_the_english_readme_names_every_target() -> None:
    shown = {word for words in words_after("README.md", "make") for word in words}
    assert targets() - shown == set()


# -- the configuration ---------------------------------------------------------------------------


def table_of(annotation: Any) -> type[BaseModel] | None:
    """The model of a table or of an array of tables; None for a table with free keys."""
    models = (annotation, *typing.get_args(annotation))
    return next((m for m in models if isinstance(m, type) and issubclass(m, BaseModel)), None)


def exists(table: str, key: str = "") -> bool:
    field = Config.model_fields.get(table)
    if field is None or field.exclude:
        return False
    model = table_of(field.annotation)
    if table == "registers":
        return not key or key in SCHEMAS
    return not key or model is None or key in model.model_fields


@pytest.mark.parametrize("name", DOCUMENTS)
def test_keys_of_the_configuration_exist(name: str) -> None:
    named = [m.groups(default="") for code in inline(name) if (m := _KEY.fullmatch(code))]
    assert named or name not in READMES
    assert [each for each in named if not exists(*each)] == []


def test_a_key_that_does_not_exist_is_noticed() -> None:
    assert exists("crawl", "rate")
    assert exists("waivers", "reason")
    assert not exists("crawl", "speed")
    assert not exists("spider")
    assert not exists("registers", "proposal")


def test_the_table_of_tables_is_whole_and_its_keys_exist() -> None:
    rows = re.findall(r"^\| `\[\[?(\w+)\]\]?` \| (.+) \|$", text_of("README.md"), re.MULTILINE)
    shown = {field for field, each in Config.model_fields.items() if not each.exclude}
    assert [table for table, _ in rows] == [f for f in Config.model_fields if f in shown]
    named = [(table, key) for table, words in rows for key in re.findall(r"`(\w+)`", words)]
    assert [each for each in named if not exists(*each)] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_examples_of_the_configuration_are_valid(name: str) -> None:
    for language, body in _FENCE.findall(text_of(name)):
        if language != "toml":
            continue
        for table, values in tomllib.loads(body).items():
            rows = values if isinstance(values, list) else [values]
            assert rows
            assert [key for row in rows for key in row if not exists(table, key)] == []


def test_the_registers_are_described_as_they_are_read() -> None:
    rows = re.findall(r"^\| (\S+) `(\w+)` \| (.+?) \| (.*?) ?\| .+ \|$", text_of(READMES[1]), re.M)
    assert {name for _, name, _, _ in rows} >= {"proposals", "budget_approvals"}
    for title, name, required, optional in rows:
        schema = SCHEMAS[name]
        assert title == schema.title
        for words, wanted in ((required, True), (optional, False)):
            shown = [re.sub(r"[(（].*?[)）]", "", word) for word in words.split("、") if word]
            assert shown == [each.header for each in schema.fields if each.required is wanted]


@pytest.mark.parametrize("name", READMES)
def test_environment_variables_exist(name: str) -> None:
    assert set(re.findall(r"GONGKAI_\w+", text_of(name))) == {DATABASE_VARIABLE}


# -- files ---------------------------------------------------------------------------------------


def slug(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    for target in _LINK.findall(text_of(name)):
        if target.startswith(("http://", "https://")):
            continue
        file, _, anchor = target.partition("#")
        assert (ROOT / (file or name)).is_file(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", text_of(file or name), re.MULTILINE)
            assert anchor in map(slug, headings), target


@pytest.mark.parametrize("name", DOCUMENTS)
def test_files_of_the_project_exist(name: str) -> None:
    named = [code for code in inline(name) if _OURS.fullmatch(code)]
    assert named or name not in ("README.md", "ARCHITECTURE.md")
    assert [file for file in named if not (ROOT / file).exists()] == []


def test_the_layout_in_the_architecture_exists() -> None:
    layout = next(
        body for language, body in _FENCE.findall(text_of("ARCHITECTURE.md")) if not language
    )
    folders: list[str] = []
    seen = 0
    for line in layout.splitlines():
        indent = (len(line) - len(line.lstrip())) // 4
        names = line.strip().split("  ")[0]
        folders = folders[:indent]
        for each in names.split(" "):
            assert (ROOT / "/".join([*folders, each])).exists(), line
            seen += 1
        folders.append(names.split(" ")[0].strip("/"))
    assert seen > 20


def test_the_changelog_has_the_version() -> None:
    setup = configparser.ConfigParser(interpolation=None)
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    version = setup["metadata"]["version"]
    assert re.search(
        rf"^## (?:Unreleased/|\[)?{re.escape(version)}\b", text_of("CHANGELOG.md"), re.M
    )


def test_chinese_prose_has_full_width_punctuation() -> None:
    bare = _CODE.sub("码", prose("README.zh-CN.md"))
    bare = _LINK.sub("链", bare)
    assert re.findall(r"[\u4e00-\u9fff][,;:?(]|[,;:?)][\u4e00-\u9fff]", bare) == []
