"""The real pages of ``../shared/corpus`` with every label there is."""
# ruff: noqa: E501 — markup is kept on one line

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from tests.gold.model import Gold, Page

_HTML = (".html", ".htm", ".xml", ".txt")
OURS = " (our labels)"  # behind the name of a set
_SKIPPED = ("robots-real-protego", "warc-pywb", "gov-sites-reachability")  # nothing is read there
_LABELS = {
    "title": ("title",),
    "date": ("publish_date", "visible_publish_date", "published_date_cell", "visible_date(生成日期)"),
    "time": ("publish_time",),
    "number": ("document_number",),
    "written": ("written_date_cell",),
    "source": ("source",),
    "site_code": ("site_id",),
    "index": ("index_number",),
    "issuer": ("issuer",),
    "topic": ("topic_cell",),
    "icp": ("icp",),
    "police": ("police",),
}  # fmt: skip
#: Corpus pages without labels, labelled by us: path → values. Never counted for a target of the
#: real sets. A designer's lists have no title here: heading and breadcrumb name two columns.
_BY_HAND: dict[str, dict[str, str]] = {
    "gov-pingtan-excerpts/83266_article_excerpt.html": {
        "title": "平潭综合实验区旅游与文化体育局2022年工作总结暨2023年工作思路",
        "date": "2023-12-15", "time": "09:14", "source": "", "site_code": "3590000001",
        "icp": "闽ICP备09032658号", "police": "35012899001-19002",
    },
    "wuan-gov-template/详细页.html": {"title": "标题标题", "date": "2019-01-03"},
    "wuan-gov-template/走进武安_文章.html": {"title": "标题标题", "date": "2019-01-03"},
    "wuan-gov-template/index.html": {"date": ""},
    "wuan-gov-template/多栏目列表页.html": {"date": ""},
    "wuan-gov-template/走进武安_列表.html": {"date": ""},
    "wuan-gov-template/走进武安_市长之窗.html": {"date": ""},
    "wuan-gov-template/走进武安_特色武安.html": {"date": ""},
    "wuan-gov-template/通栏列表页.html": {"date": ""},
}  # fmt: skip
_WUAN_CODE = "1304000000"
_RECORDS = 4  # every so many of the records of a register becomes a page


def corpus() -> Path:
    """The folder of the corpus."""
    root = Path(__file__).resolve().parents[2] / ".." / "shared"
    return Path(os.environ.get("GONGKAI_SHARED", root)) / "corpus"


def index(folder: Path) -> list[dict[str, str]]:
    """The rows of its register; none when there is no corpus."""
    if not (folder / "INDEX.tsv").exists():
        return []
    with (folder / "INDEX.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def real_pages(folder: Path) -> Iterator[Page]:
    """All pages that carry a label."""
    for row in index(folder):
        path = folder / row["path"]
        name = row["path"].partition("/")[0]
        if path.suffix not in _HTML or path.name.endswith(".gold.txt") or name in _SKIPPED:
            continue
        gold = _gold(path, row["path"], row["gold label"])
        if gold.values or gold.text is not None:
            encoding = "gb18030" if row["encoding"].startswith("gb") else "utf-8"
            name += OURS if row["path"] in _BY_HAND else ""
            yield Page(name, path.name, path.read_bytes(), gold, encoding=encoding)


def _gold(path: Path, key: str, label: str) -> Gold:
    values = dict(_BY_HAND.get(key, {}))
    if key.startswith("wuan-gov-template/"):
        values["site_code"] = _WUAN_CODE
    if label.startswith("encoding="):
        return Gold({"encoding": label.removeprefix("encoding=")})
    values |= _values(_labels(path, label))
    beside = path.with_name(f"{path.stem}.gold.txt")
    return Gold(values, beside.read_text(encoding="utf-8") if beside.exists() else None)


def _labels(path: Path, label: str) -> dict[str, Any]:
    beside = path.with_name(f"{path.stem}.gold.json")
    if beside.exists():
        return dict(json.loads(beside.read_text(encoding="utf-8")))
    if not label.startswith("{"):
        return {}
    return dict(json.JSONDecoder().raw_decode(label)[0])


def _values(gold: dict[str, Any]) -> dict[str, str]:
    values = {}
    for kind, names in _LABELS.items():
        written = next((gold[name] for name in names if gold.get(name)), None)
        if written is not None:
            values[kind] = _iso(written) if kind in ("date", "written") else str(written)
    return values


def _iso(words: str) -> str:
    year, month, day = re.findall(r"\d+", words)[:3]
    return f"{int(year)}-{int(month):02d}-{int(day):02d}"


def drawn_records(folder: Path) -> Iterator[Page]:
    """Pages that we drew around real records of a securities regulator: index card and number.

    The record says where the number cell is empty, although the title may hold one.
    """
    path = folder / "csrc-docnumbers" / "open.psv"
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as lines:
        records = [r for r in csv.DictReader(lines, delimiter="|") if r["文号"] and r["名称"]]
    for n, record in enumerate(records[::_RECORDS]):
        number = "" if record["文号"] == "null" else record["文号"]
        values = {
            "title": record["名称"], "index": record["索引号"], "number": number,
            "issuer": record["来源"], "date": record["发文日期"],
        }  # fmt: skip
        del values["date"]  # 发文日期 is the day of issue; the page shows no day of publication
        body = _CARD.format(**{k: escape(v) for k, v in record.items()}, number=escape(number))
        gold = Gold(values)
        yield Page("csrc-docnumbers", f"record {n}", body.encode(), gold, synthetic=True)


_CARD = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{名称}_中国证券监督管理委员会</title></head><body>
<div class="xxgk-nr"><div class="content"><div class="xxgk-table"><table width="100%"><tbody>
<tr><th>索 引 号</th><td>{索引号}</td><th>分　　类</th><td>{分类}</td></tr>
<tr><th>发布机构</th><td>{来源}</td><th>发文日期</th><td>{发文日期}</td></tr>
<tr><th>名　　称</th><td colspan="3">{名称}</td></tr>
<tr><th>文　　号</th><td>{number}</td><th>主 题 词</th><td></td></tr></tbody></table></div>
<div class="detail-news"><h2>{名称}</h2><p>当事人对上述事项负有责任，有相关合同、询问笔录、交易记录等证据证明，足以认定。</p>
<p>根据当事人违法行为的事实、性质、情节与社会危害程度，依据有关规定，现作出如下决定。</p>
<p>如果对本决定不服，可在收到之日起六十日内申请行政复议，也可在六个月内提起行政诉讼。</p></div></div></div></body></html>"""
