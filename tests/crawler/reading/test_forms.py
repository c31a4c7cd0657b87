# ruff: noqa: E501 — markup is kept on one line
from __future__ import annotations

import pytest

from crawler.reading.forms import MAX_FIELDS
from store.facts import Form, FormField
from tests.crawler.reading.pages import TEXT, read


def fields(markup: str) -> tuple[FormField, ...]:
    (form,) = read(f"<form action='/save' method='POST'>{markup}</form>").forms
    assert (form.action, form.method) == ("/save", "post")
    return form.fields


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<label for='n'>姓名</label><input id='n'>", FormField("姓名", "n")),
        ("<label>姓名：<input name='n'></label>", FormField("姓名", "n")),
        ("<table><tr><td>姓名<font color='red'>*</font></td><td><input name='n'></td></tr></table>", FormField("姓名", "n", required=True)),
        ("<table><tr><td>内容：</td><td><textarea name='c'></textarea> <span>*</span></td></tr></table>", FormField("内容", "c", "textarea", True)),
        ("主题（必填）<input name='t'>", FormField("主题", "t", required=True)),
        ("<input name='t' placeholder='请输入标题' required>", FormField("请输入标题", "t", required=True)),
        ("<input name='t' aria-label='标题' class='input required'>", FormField("标题", "t", required=True)),
        ("<input name='t' title='标题' lay-verify='required|phone'>", FormField("标题", "t", required=True)),
        ("类别：<select name='k'><option>咨询</option></select>", FormField("类别", "k", "select")),
    ],
)  # fmt: skip
def test_labels_and_what_must_be_filled(markup: str, expected: FormField) -> None:
    assert fields(markup) == (expected,)


def test_the_star_of_the_next_field_is_not_this_ones() -> None:
    assert [f.required for f in fields("姓名：<input name='a'>*电话：<input name='b'>")] == [
        False,
        True,
    ]


def test_hidden_fields_and_buttons_are_no_fields_and_choices_are_one() -> None:
    markup = "<input type='hidden' name='x'><input type='submit'>公开：<input type='radio' name='o'>是<input type='radio' name='o'>否"
    assert fields(markup) == (FormField("公开", "o", "radio"),)


def test_a_search_form_and_fields_that_a_script_sends() -> None:
    search = "<form action='/so'><input name='q' placeholder='搜索'></form>"
    assert read(f"<input id='k' placeholder='站内'>{search}").forms == (
        Form("/so", "get", (FormField("搜索", "q"),)), Form("", "", (FormField("站内", "k"),)),
    )  # fmt: skip


def test_a_page_without_fields_has_no_forms() -> None:
    assert read(TEXT).forms == ()


def test_fields_are_bounded() -> None:
    many = "".join(f"<input name='f{n}'>" for n in range(MAX_FIELDS + 5))
    assert len(fields(many)) == MAX_FIELDS
