"""Text of a portal is text: it never becomes markup, a live link, a style or a hidden sign."""

from __future__ import annotations

import dataclasses
import io
import json
import re
from pathlib import Path

import pytest
from rich.console import Console

from reports import summary
from reports.places import finding as finding_page
from reports.wording import address, css_string, is_link, visible
from store.findings import Change, Entry, Observation, RunPoint
from store.judgements import Evidence, Finding, Judgement
from store.results import Event, Results
from store.vocabulary import FindingState, Outcome
from tests.reports import builders
from tests.reports.pages import Pages

PAYLOADS = {
    "script": "<script>alert(1)</script>",
    "image": "<img src=x onerror=alert(1)>",
    "close": "</style></title></td></table></article></body><h1>x",
    "comment": "<!-- --><!--><svg onload=alert(1)>",
    "cdata": "]]><![CDATA[x",
    "double-quote": '" onmouseover="alert(1)" x="',
    "single-quote": "' onfocus='alert(1)' autofocus='",
    "entity": "&lt;b&gt; &#60;script&#62; &amp;",
    "template": "{{ 7*7 }}{% include 'base.html' %}{# #}",
    "css": "x\\22 } body { display:none } @import 'http://evil.example/x.css';",
    "rlo": "abc\u202egnp.exe",
    "isolate": "\u2066\u2067abc\u2069",
    "zero-width": "财\u200b政\u200d预\ufeff算",
    "nul": "a\x00b",
    "controls": "".join(map(chr, range(32))) + "\x7f\x85\x9f",
    "escape": "\x1b[31mred\x1b[0m \x1b]8;;http://evil.example\x07x",
    "surrogate": "a\ud800b",
    "noncharacter": "a\uffffb\ufdd0",
    "separator": "a\u2028b\u2029c",
    "long-line": "长" * 10_000,
    "long-quotes": '"' * 10_000,
    "newlines": "\r\n" * 500,
    "zalgo": "e" + "\u0301" * 300,
    "rich-markup": "[bold red]x[/] [link=http://evil.example]y[/link] [/nothing]",
    "formula": "=HYPERLINK(\"http://evil.example\",\"x\")",
    "javascript": "javascript:alert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
    "file": "file:///etc/passwd",
    "tabbed": "java\tscript:alert(1)",
    "http-quote": 'http://x.example/"><script>alert(1)</script>',
    "http-space": "http://x.example/ onclick=alert(1)",
    "http-bidi": "http://x.example/\u202egnp.html",
    "broken-host": "http://[::1",
    "emoji": "👨‍👩‍👧",
    "script-case": "<ScRiPt\\n>alert(1)</sCrIpT\\t>",
    "svg-script": "<svg><script xlink:href=data:,alert(1)></script></svg>",
    "mathml": "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1&gt;\">",
    "meta": "<meta http-equiv=refresh content='0;url=http://evil.example'><base href=//evil.example>",
    "form": "<form action=http://evil.example><button autofocus>x</button></form>",
    "style-tag": "<style>@import 'http://evil.example/x.css'</style><link rel=stylesheet href=//x>",
    "attribute-break": "x\" data-sort=\"0\" class=\"fail\" hidden=\"",
    "backtick": "`${alert(1)}` <a href=`javascript:alert(1)`>",
    "utf7": "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "overlong": "\u00c0\u00bcscript\u00c0\u00be",
    "fullwidth": "＜script＞alert(1)＜／script＞",
    "path": "../../../../etc/passwd",
    "windows-path": "..\\..\\CON|NUL:*?\"<>",
    "dots": "...",
    "percent": "%2e%2e%2f%00%0a%0d?x#y",
    "marks-of-order": "\u200f\u061c٣٢١ ‮משה‬",
    "tags": "a\U000e0041\U000e0042b",
    "blank": " \t\u3000\u00a0 ",
    "csp": "'unsafe-inline' *; script-src *",
    "vbscript": "vbscript:msgbox(1)",
}  # fmt: skip


def poisoned(text: str) -> Results:
    """Results with the payload in every place that a portal or the operator can fill."""
    evidence = Evidence(
        kind="quote", url=text, quote=text, locator=text, captured_at=builders.NIGHT, status=200,
        digest=builders.digest("x"), warc="run.warc.gz", offset=1, length=2, record_id=text,
    )  # fmt: skip
    fail = builders.judge("budget.sums-agree", Outcome.FAIL, text, evidence, subject=text,
                          title=text)  # fmt: skip
    error = builders.judge("budget.sums-agree", Outcome.ERROR, text, subject=f"{text}2", title=text)
    base = builders.results()
    watched = builders.judge("ipv6.home-page", Outcome.FAIL, text, evidence, subject=f"{text}3",
                             title=text)  # fmt: skip
    clause = dataclasses.replace(base.plan.clauses[4], title=text, text=text, responsible=(text,))
    column = dataclasses.replace(base.columns[0], name=text, url=text, kinds=(text,))
    return dataclasses.replace(
        base,
        run=dataclasses.replace(base.run, portal=text, start_url=text),
        plan=dataclasses.replace(
            base.plan, title=text, doubts=(text,),
            clauses=(*base.plan.clauses[:4], clause, *base.plan.clauses[5:]),
        ),
        judgements=(fail, error, watched),
        findings=(Finding("甘文旅-2018-0001", fail.fingerprint, 41, 41, fail),),
        ledger=(_entry("甘文旅-2018-0001", fail, text),),
        observations=(Observation(watched, text, 1, 2, 3, 10),),
        held=(text,),
        trend=tuple(RunPoint(run, builders.NIGHT.date(), 1) for run in (40, 41)),
        coverage=dataclasses.replace(base.coverage, unread=(text,), failures=((text, text),)),
        columns=(column,),
        events=(Event(text, text, text),),
        offices={text: f"{text}now"},
        waivers=({"check": fail.check, "reason": text, "approver": text, "subject": text,
                  "valid_from": "2018-01-01", "valid_until": "2018-12-31"},),
        registers=((text, text, builders.digest("r"), 1),),
        ended_at=text, code_version=text, config_digest=text,
    )  # fmt: skip


def _entry(citation: str, fail: Judgement, text: str) -> Entry:
    change = Change(citation, builders.NIGHT, text, None, FindingState.NEW, 41, text, text,
                    owners=(text,))  # fmt: skip
    return Entry(
        citation, FindingState.NEW, fail, text, 41, builders.NIGHT.date(), 41, owners=(text,),
        unverified=text, reason=text, due_note=text, changes=(change,),
    )  # fmt: skip


def test_the_table_is_long_enough() -> None:
    assert len(PAYLOADS) == len(set(PAYLOADS.values())) >= 50


@pytest.mark.parametrize("name", PAYLOADS)
def test_hostile_text_stays_text(name: str, tmp_path: Path) -> None:
    text = PAYLOADS[name]
    results = poisoned(text) if name != "surrogate" else _unfingerprinted(text)
    pages = Pages(results, tmp_path)
    assert list(pages.all("script:not([src]), style, img, iframe, form, base, svg[onload]")) == []
    for file, tree in pages.trees.items():
        scripts = [node.attributes["src"] for node in tree.css("script")]
        assert [(src or "").removeprefix("../") for src in scripts] == ["report.js"], file
        assert len(tree.css("h1")) == 1, file
        assert len(tree.css("meta[http-equiv]")) == 1, file
    for node in pages.all("*"):
        assert not [key for key in node.attributes if key.startswith("on") or key == "autofocus"]
    for node in pages.all("a[href]"):
        href = node.attributes["href"] or ""
        assert re.match(r"https?://[^\s<>\"]+$|(\.\./)?[\w%/.~-]*(#[\w%.-]+)?$", href), href
    style = (tmp_path / "style.css").read_text("utf-8")
    assert style.count("@page {") == 2
    assert "@import" not in style
    for drawn in [*pages.html.values(), style]:
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2028\u2029"
                             "\u2066-\u2069\ufeff\U000e0000-\U000e007f]", drawn)  # fmt: skip
    assert pages.broken_links() == []
    _survives_in_json(text, tmp_path / "report.json")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert all(path.stat().st_size < 1_000_000 for path in files if path.suffix != ".json")
    assert all(path.resolve().is_relative_to(tmp_path.resolve()) for path in files)


def _survives_in_json(text: str, path: Path) -> None:
    finding = json.loads(path.read_bytes())["findings"][0]
    kept = text.replace("\ud800", "\ufffd")
    assert finding["message"] == finding["evidence"][0]["quote"] == kept


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_citation_of_any_kind_names_a_plain_file(name: str) -> None:
    page = finding_page(PAYLOADS[name], "0" * 32)
    assert re.fullmatch(r"findings/[\w-]{1,80}\.html", page)
    assert len(page.encode()) < 255


@pytest.mark.parametrize("name", [n for n in PAYLOADS if n != "surrogate"])
def test_hostile_text_does_not_steer_the_terminal(name: str) -> None:
    console = Console(width=100, file=io.StringIO(), record=True)
    console.print(summary(poisoned(PAYLOADS[name]), Path("out/index.html")))
    printed = console.export_text(styles=False)
    assert "\x1b" not in printed
    assert "\u202e" not in printed
    assert "out/index.html" in printed


def _unfingerprinted(text: str) -> Results:
    """A lone surrogate cannot be a subject (it has no UTF-8 form), but words may hold one."""
    safe = poisoned("x")
    fail = builders.judge("budget.sums-agree", Outcome.FAIL, text, builders.seen("/", text),
                          subject="x", title=text)  # fmt: skip
    return dataclasses.replace(
        safe, judgements=(fail,), ledger=(), observations=(), held=(),
        findings=(Finding("甘文旅-2018-0001", fail.fingerprint, 41, 41, fail),),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("url", "live"),
    [
        ("http://a.example/x?y=1&z=2", True),
        ("https://政府.中国/索引.html", True),
        ("http://[2001:db8::1]:8080/", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,x", False),
        ("ftp://a.example/", False),
        ("//a.example/", False),
        ("http:///path", False),
        ("http://a.example/a b", False),
        ("http://a.example/\u202e", False),
        ('http://a.example/"x', False),
        ("http://a.example/<x>", False),
        ("http://a.example/" + "x" * 2000, False),
        ("http://[::1", False),
        ("", False),
    ],
)
def test_only_whole_http_addresses_are_links(url: str, live: bool) -> None:
    assert is_link(url) is live


def test_hidden_characters_are_shown_and_plain_text_is_untouched() -> None:
    assert visible("a\u202eb\x00c") == "a‹U+202E›b‹U+0000›c"
    assert (
        visible("财政预决算（2018年）\n“三公”经费 café №1")
        == "财政预决算（2018年）\n“三公”经费 café №1"
    )
    assert address("http://a.example/" + "长" * 500).count("……") == 1


def test_a_css_string_cannot_end_its_sheet() -> None:
    text = css_string('"; } </style> \\ x\n政务')
    assert set("<>{};/\n") & set(text) == set()
    assert text.count('"') == 2
    assert "政务" in text
