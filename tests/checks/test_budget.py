from __future__ import annotations

import datetime as dt

from checks import budget
from checks.selftest._budget import TABLES
from store.facts import Link, Published, Table
from store.vocabulary import Cause, Place
from tests.checks._cases import ATTEST, ERROR, FAIL, NEEDS_INPUT, NOT_APPLICABLE, PASS, Case
from tests.checks.budget_samples import (
    ACCOUNT,
    ATTACHED,
    DEPARTMENT,
    FILE,
    KEY_2018,
    LATER,
    LIBRARY,
    MERGED,
    NO_COLUMN,
    PAGE_2017,
    PAGE_2018,
    STACKED,
    TEXT,
    TITLE_2017,
    TITLE_2018,
    UNNAMED,
    approved,
    article,
    attached,
    grids,
    library,
    only,
    portal,
    said,
    scan,
    workbook,
)
from tests.checks.builders import at, attachment, column, day, page, snapshot

CASES = {
    budget.disclosed: [
        Case("both there", portal(), PASS),
        Case("no budget", portal(items=[(PAGE_2017, TITLE_2017, "2018-08-30")]), FAIL, "2018年"),
        Case("no account", portal(items=[(PAGE_2018, TITLE_2018, "2018-02-21")]), FAIL, "2017年"),
        Case("only a unit's budget",
             portal(items=[(PAGE_2017, TITLE_2017, ""), ("/t.html", "省图书馆2018年单位预算", "")]),
             FAIL),
        Case("about budgets, not one",
             portal(items=[(PAGE_2017, TITLE_2017, ""), ("/t.html", "关于编制2018年部门预算的通知", "")]),
             FAIL),
        Case("no column", snapshot(NO_COLUMN), FAIL, "没有财政预决算栏目"),
        Case("no column, a page of navigation unseen",
             snapshot(NO_COLUMN, failed={"/xx/": Cause.TIMEOUT}, places={"/xx/": Place.NAV}), ERROR),
        Case("no column, published elsewhere",
             snapshot({PAGE_2018: article(tables=grids())},
                      [column("news", "/gs/", [(PAGE_2018, TITLE_2018, "2018-02-21")])]), ATTEST),
        Case("a list page unseen",
             portal(items=[(PAGE_2017, TITLE_2017, "")], complete=False), ERROR),
        Case("an unseen link may be it",
             portal(items=[(PAGE_2017, TITLE_2017, "")], failed={"/y.html": Cause.TIMEOUT},
                    anchors={"/y.html": "2018年预算"}), ERROR),
        Case("account not due", portal(items=[(PAGE_2018, TITLE_2018, "2018-02-21")],
                                       as_of=dt.date(2018, 10, 31)), PASS),
        Case("account due", portal(items=[(PAGE_2018, TITLE_2018, "2018-02-21")],
                                   as_of=dt.date(2018, 11, 1)), FAIL),
        Case("approval says when: last day",
             portal(items=[], approved={DEPARTMENT: "2018-07-01", ACCOUNT: "2018-09-01"},
                    as_of=dt.date(2018, 7, 21)), NOT_APPLICABLE),
        Case("approval says when: day after",
             portal(items=[], approved={DEPARTMENT: "2018-07-01", ACCOUNT: "2018-09-01"},
                    as_of=dt.date(2018, 7, 22)), FAIL),
        Case("own date set by config", portal(items=[], as_of=dt.date(2018, 10, 31)),
             NOT_APPLICABLE, settings={"budget_due": "12-31"}),
        Case("a registered unit published nothing",
             portal(approved={LIBRARY: "2018-02-11"}), ATTEST, "省图书馆"),
        Case("a registered unit is not due", portal(approved={LIBRARY: "2018-12-11"}), PASS),
        Case("year in Chinese digits",
             portal(items=[(PAGE_2018, "省文化厅二〇一八年部门预算", ""), (PAGE_2017, TITLE_2017, "")]),
             PASS),
        Case("no title says the year, a file's name does", portal(
            page("预算公开", on="2018-02-21", links=((FILE, TITLE_2018),)), others={FILE: workbook()},
            items=[(PAGE_2018, "预算公开", ""), (PAGE_2017, TITLE_2017, "")]), PASS),
        Case("nothing says the year", portal(
            page("部门预算", on="2018-02-21"),
            items=[(PAGE_2018, "部门预算", ""), (PAGE_2017, TITLE_2017, "")]), ATTEST, "不能确定"),
        Case("title of the list cut short, page says it",
             portal(items=[(PAGE_2018, "预算公开", ""), (PAGE_2017, TITLE_2017, "")]), PASS),
    ],
    budget.published_in_time: [
        Case("20 days", approved("2018-02-01"), PASS, "20 日", KEY_2018),
        Case("21 days", approved("2018-01-31"), FAIL, "21 日", KEY_2018),
        Case("same day", approved("2018-02-21"), PASS, "0 日", KEY_2018),
        Case("no register", portal(), NEEDS_INPUT),
        Case("no row", portal(approved={ACCOUNT: "2018-08-20"}), NEEDS_INPUT, subject=KEY_2018),
        Case("classified", portal(approved={DEPARTMENT: "2018-01-01"}, classified=True),
             NOT_APPLICABLE, subject=KEY_2018),
        Case("overdue", portal(items=[(PAGE_2017, TITLE_2017, "2018-08-30")],
                               approved={DEPARTMENT: "2018-02-01"}), FAIL, "未见公开", KEY_2018),
        Case("not due", portal(items=[(PAGE_2017, TITLE_2017, "2018-08-30")], approved={
            DEPARTMENT: "2018-12-01"}), NOT_APPLICABLE, subject=KEY_2018),
        Case("overdue, list incomplete", portal(items=[], approved={DEPARTMENT: "2018-02-01"},
                                                complete=False), ERROR, subject=KEY_2018),
        Case("page late, list in time", approved("2018-01-31", listed="2018-02-20"), ATTEST,
             subject=KEY_2018),
        Case("page late, its address in time", portal(
            article(tables=grids(), published=Published(
                day("2018-02-21"), (day("2018-02-21"), day("2018-02-20", "", Place.URL)))),
            listed="", approved={DEPARTMENT: "2018-01-31"}), ATTEST, subject=KEY_2018),
        Case("page late, its address before the approval", portal(
            article(tables=grids(), published=Published(
                day("2018-02-21"), (day("2018-02-21"), day("2018-01-30", "", Place.URL)))),
            listed="", approved={DEPARTMENT: "2018-01-31"}), FAIL, subject=KEY_2018),
        Case("no date anywhere", portal(article(tables=grids(), on=""), listed="",
                                        approved={DEPARTMENT: "2018-02-01"}), ATTEST,
             subject=KEY_2018),
        Case("only the list has a date", portal(article(tables=grids(), on=""),
                                                approved={DEPARTMENT: "2018-02-01"}), PASS,
             subject=KEY_2018),
        Case("page unseen, list dated", approved("2018-02-01", failed={PAGE_2018: Cause.TIMEOUT}),
             PASS, subject=KEY_2018),
        Case("page unseen, no date", approved("2018-02-01", failed={PAGE_2018: Cause.TIMEOUT},
                                              listed=""), ERROR, subject=KEY_2018),
        Case("other year", portal(approved={("省文化厅", 2015, "预算"): "2015-02-01"}),
             NOT_APPLICABLE, subject="部门/2015/预算"),
        Case("unit late in 2018",
             library("2018-03-30", "2018-02-01", dt.date(2018, 12, 20)), ATTEST),
        Case("unit in time in 2018",
             library("2018-02-10", "2018-02-01", dt.date(2018, 12, 20)), PASS),
        Case("unit late in 2021", library("2021-03-30", "2021-02-01", LATER), FAIL),
        Case("department late, judged today", approved("2018-01-31", as_of=LATER), FAIL,
             subject=KEY_2018),
    ],
    budget.tables_complete: [
        Case("in the page", portal(), PASS),
        Case("in a workbook", attached(), PASS),
        *(Case(f"without {kind}", only(without=(kind,)), FAIL, subject=KEY_2018)
          for kind in TABLES),
        Case("synonyms", only(names={
            "overview": "部门收支总体情况表", "income": "部门收入总体情况表", "spending": "部门支出总体情况表",
            "fiscal": "财政拨款收支总体情况表", "general": "一般公共预算支出情况表",
            "public": "一般公共预算“三公”经费支出情况表", "funds": "政府性基金预算支出情况表"}), PASS),
        Case("no funds, said in words",
             portal(article(text=TEXT + "\n本部门没有使用政府性基金预算拨款安排的支出。",
                            tables=grids(without=("funds",)))), PASS),
        Case("empty without a word", only(rows={"funds": TABLES["funds"][1][:2]}), ATTEST,
             subject=KEY_2018),
        Case("empty, the note its only line",
             only(rows={"funds": (*TABLES["funds"][1][:1], TABLES["funds"][1][2])}), PASS),
        Case("a scan may hold it", scan(), ERROR),
        Case("a broken file may hold it",
             portal(article(links=ATTACHED), failed={FILE: Cause.STATUS}), ERROR),
        Case("an archive may hold it",
             portal(article(links=((at("/a.zip"), "附件"),)),
                    others={at("/a.zip"): attachment(kind="zip", members=("a.xls",))}), ERROR),
        Case("one table without a name",
             portal(article(tables=[*grids(without=("spending",)), UNNAMED])), ATTEST,
             subject=KEY_2018),
        Case("named by its first line", portal(article(tables=[
            Table(((t.title, ""), ("", "单位:万元"), *t.rows), "", "正文第1个表格") for t in grids()
        ])), PASS),
        Case("stacked on one sheet", portal(article(links=ATTACHED), others={FILE: workbook([STACKED])}),
             PASS),
        Case("pictures only", portal(article()), ATTEST, "图片", KEY_2018),
        Case("a file that was not fetched", portal(article(links=ATTACHED)), ERROR),
        Case("one page per table", portal(
            page(TITLE_2018, TEXT, on="2018-02-21",
                 links=[(f"/czyjs/{n}.html", t.title) for n, t in enumerate(grids())]),
            others={f"/czyjs/{n}.html": page(t.title, tables=[t]) for n, t in enumerate(grids())},
        ), PASS),
        Case("a unit's in 2018",
             snapshot({"/t.html": article("省图书馆2018年单位预算", tables=grids(without=("funds",)))},
                      [column("budget", "/czyjs/", [("/t.html", "省图书馆2018年单位预算", "")])]),
             FAIL, subject="省图书馆/2018/预算"),
        Case("none in the column", portal(items=[]), NOT_APPLICABLE),
    ],
    budget.explanations_complete: [
        Case("all six", portal(), PASS),
        Case("no 机关运行经费 but its definition",
             said("五、机关运行经费情况\n2018年机关运行经费预算100.00万元。\n", ""), FAIL, "机关运行经费",
             KEY_2018),
        Case("no terms", said("七、名词解释\n", ""), FAIL, "名词解释"),
        Case("no procurement", said("六、政府采购情况\n2018年政府采购预算总额50.00万元。\n", ""), FAIL),
        Case("nothing procured, said so", said("2018年政府采购预算总额50.00万元", "本年无政府采购预算"),
             PASS),
        Case("only tables", portal(article(text="", tables=grids())), FAIL, subject=KEY_2018),
        Case("words in a file", portal(article(text="", tables=grids(), links=ATTACHED),
                                       others={FILE: attachment((TEXT,), kind="docx")}), PASS),
        Case("words in a scan", portal(article(text="", links=ATTACHED), others={
            FILE: attachment(("",), text_layer=False)}), ERROR, subject=KEY_2018),
    ],
    budget.classified_to_item: [
        Case("to the item, codes in three cells", portal(), PASS),
        Case("to the section only, before the regulation", only(rows={"general": [
            *TABLES["general"][1][:3], ("合计", "", "", "", "700.00", "600.00", "100.00")]}), ATTEST,
             "20701", KEY_2018),
        Case("basic expenditure by class only", only(rows={"basic": [
            *TABLES["basic"][1][:2], ("", "合计", "700.00", "700.00", "")]}), ATTEST, "301", KEY_2018),
        Case("no codes", only(rows={"general": [row[3:] for row in TABLES["general"][1]]}), ATTEST),
        Case("no table", only(without=("general", "basic")), NOT_APPLICABLE, subject=KEY_2018),
    ],
    budget.three_public_expenses: [
        Case("four figures", portal(), PASS),
        Case("only the sum", portal(article(
            text=TEXT.replace("其中:因公出国(境)费5.00万元,公务用车购置费0万元,\n"
                              "公务用车运行维护费25.00万元,公务接待费10.00万元,", ""),
            tables=grids(rows={"public": MERGED}))), FAIL, "公务接待费", KEY_2018),
        Case("no comparison", said("万元,比上年减少2.00万元。\n五", "万元。\n五"), FAIL, "比较", KEY_2018),
        Case("figures in words only", only(without=("public",)), PASS),
        Case("none spent", portal(article(
            text=TEXT.partition("四、")[0] + "本单位无“三公”经费预算。", tables=grids(without=("public",)))),
             PASS, subject=KEY_2018),
        Case("in a scan", portal(article(text="", links=ATTACHED), others={
            FILE: attachment(("",), text_layer=False)}), ERROR, subject=KEY_2018),
    ],
    budget.figures_agree: [
        Case("all agree", portal(), PASS, "已核对"),
        Case("a line off by 0.02 of 3 lines",
             only(cells={("income", 2, 4): "100.02"}), PASS, subject=KEY_2018),
        Case("a line off by 0.04 of 3 lines",
             only(cells={("income", 2, 4): "100.04"}), FAIL, "0.04万元", KEY_2018),
        Case("a class off", only(cells={("spending", 1, 2): "810.00"}), FAIL, "207", KEY_2018),
        Case("income and expenditure", only(cells={("overview", 6, 3): "1,021.00"}), FAIL),
        Case("income table and overview", only(cells={
            ("income", 1, 2): "600.00", ("income", 1, 3): "600.00",
            ("income", 4, 2): "1,100.00", ("income", 4, 3): "1,000.00"}), FAIL, "部门收入总表"),
        Case("basic expenditure in two tables", only(cells={
            ("basic", 2, 2): "710.00", ("basic", 1, 2): "710.00", ("basic", 6, 2): "810.00",
            ("basic", 2, 3): "710.00", ("basic", 1, 3): "710.00", ("basic", 6, 3): "710.00"}), FAIL),
        Case("public expenses", only(cells={("public", 2, 0): "41.00"}), FAIL, "三公"),
        Case("words and table", said("公务接待费10.00万元", "公务接待费12.00万元"), FAIL, "公务接待费"),
        Case("words rounded", said("公务接待费10.00万元", "公务接待费10万元"), PASS),
        Case("words in 亿元", said("收入总计1,020.00万元", "收入总计0.10亿元"), PASS),
        Case("words give both totals as one",
             said("收入总计1,020.00万元,支出总计1,020.00万元", "收支总预算1,030.00万元"), FAIL, "收支总额"),
        Case("words say another total", said("收入总计1,020.00万元", "收入总计1,002.00万元"), FAIL),
        Case("last year's figure in words",
             said("四、“三公”经费情况\n", "四、“三公”经费情况\n2017年公务接待费99.00万元。\n"), PASS),
        Case("one table in 元", only(units={"income": "元"}, rows={"income": [
            TABLES["income"][1][0],
            *((c, n, *(x.replace(",", "").replace(".00", "0000.00") for x in a))
              for c, n, *a in TABLES["income"][1][1:])]}), PASS),
        Case("tables in a scan", scan(), ERROR),
        Case("no table at all", portal(article()), ATTEST, subject=KEY_2018),
        Case("tables without rules", portal(article(links=ATTACHED), others={
            FILE: attachment(("部门收支总表\n单位:万元\n一、财政拨款 900.00\n收入总计 900.00",))}), ERROR),
    ],
    budget.machine_readable: [
        Case("page and workbook", attached(), PASS),
        Case("scan", scan(), FAIL),
        Case("file unseen", portal(article(links=ATTACHED), failed={FILE: Cause.STATUS}), ERROR),
    ],
}  # fmt: skip


def test_attachments_of_several_units_are_told_apart() -> None:
    from checks._disclosures_gathering import everything

    links = (
        (at("/1.xlsx"), "附件1:省文化厅2018年部门预算"),
        (at("/2.xlsx"), "附件2:省图书馆2018年单位预算"),
    )
    night = portal(
        article(links=links), others={at("/1.xlsx"): workbook(), at("/2.xlsx"): workbook()}
    )
    found = {d.key: d for d in everything(night)}
    assert set(found) == {KEY_2018, "部门/2017/决算", "省图书馆/2018/预算"}
    assert [d.url for d in found["省图书馆/2018/预算"].documents] == [at("/2.xlsx")]
    assert found["省图书馆/2018/预算"].dates[0].day == dt.date(2018, 2, 21)


def test_links_in_lists_and_menus_are_no_parts_of_a_disclosure() -> None:
    from checks._disclosures_gathering import everything

    facts = article(tables=grids())
    night = portal(page(TITLE_2018, TEXT, on="2018-02-21", nav=(("/x.html", "部门收支总表"),)),
                   others={"/x.html": facts})  # fmt: skip
    (found,) = [d for d in everything(night) if d.key == KEY_2018]
    assert [p.url for p in found.pages] == [at(PAGE_2018)]
    assert Link("/x.html", "部门收支总表", Place.NAV) in found.pages[0].facts.links
