"""Empty registers for clerks: a workbook with headers, comments, choices and an instruction sheet.

The sheet of the register has its header and nothing else, so that a template read back is a
register without rows; examples stand on the instruction sheet, one line a column, because a
second sheet with the header in one line would be taken for a second register.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from store.errors import OperatorError
from store.register_help import Help, about, help_of
from store.registers import INSTRUCTIONS, NAMES, SCHEMAS, TITLES, Kind, Schema

#: The time a template says it was made, so that its bytes do not change.
_EPOCH = dt.datetime(2018, 1, 1)
#: Rows below the header that get choices and formats.
_ROWS = 5_000
_WIDE = 34
_FORMATS = {
    Kind.DATE: "yyyy-mm-dd",
    Kind.TIME: "yyyy-mm-dd hh:mm",
    Kind.MINUTE: "yyyy-mm-dd hh:mm",
    Kind.YEAR: "0",
}
_GENERAL = (
    "一行填一件，不要合并单元格，不要改动列名；列的先后不限，标 * 的列必须填。",
    "没有内容的可选列空着或填“/”。合计、填表人等行可以有，程序会略过；“序号”“备注”列可以加。",
    "编号、代码、文号一律按文本填写，否则电子表格会改写长数字和像日期的编号。",
    "填错了程序会指出文件、工作表、第几行、哪一列错在哪里，不会猜着用。",
    "填好后交信息中心，写进 config.toml 的 [registers]：",
)


def template(name: str) -> bytes:
    """The empty workbook of a register; the same bytes each time.

    Raises:
        OperatorError: there is no such register.
    """
    schema = SCHEMAS.get(name)
    if schema is None:
        raise OperatorError(f"没有名为“{name}”的台账；可用：{'、'.join(NAMES)}。")
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": f"{schema.title}台账", "created": _EPOCH})
    columns = help_of(name)
    _register_sheet(book, book.add_worksheet(schema.title), columns)
    _instruction_sheet(book, book.add_worksheet(INSTRUCTIONS), schema, columns)
    book.close()
    return buffer.getvalue()


def file_name(name: str) -> str:
    """What the file of a register is called: 建议提案.xlsx."""
    return f"{TITLES.get(name, name)}.xlsx"


def write_templates(names: Sequence[str], folder: Path) -> list[Path]:
    """Write templates into a folder, which is made; files that are there are left alone.

    Raises:
        OperatorError: one of the files is there already (named; nothing is written then), or
            the folder cannot be written.
    """
    targets = {name: folder / file_name(name) for name in names}
    if there := [str(path) for path in targets.values() if path.exists()]:
        raise OperatorError(f"{'、'.join(there)} 已经存在，不覆盖；请换一个文件夹。")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OperatorError(f"无法建立文件夹 {folder}；请换一个可写的位置。") from error
    for name, path in targets.items():
        write_template(name, path)
    return list(targets.values())


def write_template(name: str, path: Path) -> None:
    """Write one template to a file that is not there yet; raises OperatorError."""
    if path.suffix.lower() != ".xlsx":
        raise OperatorError(f"模板是 Excel 文件，请把 {path} 的文件名改为以 .xlsx 结尾。")
    body = template(name)
    try:
        with path.open("xb") as stream:
            stream.write(body)
    except FileExistsError as error:
        raise OperatorError(f"{path} 已经存在，不覆盖；请换一个文件名。") from error
    except OSError as error:
        raise OperatorError(f"无法写文件 {path}；请换一个可写的位置。") from error


# -- the sheets -------------------------------------------------------------------------------


def _register_sheet(book: xlsxwriter.Workbook, sheet: Worksheet, columns: tuple[Help, ...]) -> None:
    plain = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True})
    must = book.add_format({"bold": True, "bg_color": "#FCE4D6", "border": 1, "text_wrap": True})
    for at, each in enumerate(columns):
        needed = each.field.required
        header = f"{each.field.header}*" if needed else each.field.header
        sheet.write_string(0, at, header, must if needed else plain)
        sheet.write_comment(0, at, _comment(each), {"x_scale": 2, "y_scale": 1.6})
        number = _FORMATS.get(each.field.kind, "@")
        sheet.set_column(at, at, _width(each), book.add_format({"num_format": number}))
        _offer(sheet, at, each)
    sheet.freeze_panes(1, 0)
    sheet.set_row(0, 24)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.repeat_rows(0)


def _comment(each: Help) -> str:
    needed = "必填" if each.field.required else "可以不填"
    return (
        f"{each.meaning}。\n填法：{each.form}。\n例：{each.example}\n{needed}（{each.field.key}）"
    )


def _width(each: Help) -> float:
    """Wide enough for header and example; a Chinese character is two columns wide."""
    longest = max((f"{each.field.header}*", each.example), key=_columns)
    return max(11.0, min(_columns(longest) + 3, _WIDE))


def _columns(text: str) -> int:
    return sum(1 if char.isascii() else 2 for char in text)


def _offer(sheet: Worksheet, at: int, each: Help) -> None:
    """A list to choose from, for closed sets and yes or no.

    What is typed otherwise is only warned of: the reader also knows 部门预算, √ and the like.
    """
    kind = each.field.kind
    choices = each.field.choices.split("、") if each.field.words else []
    if kind is Kind.BOOL:
        choices = ["是", "否"]
    if not choices:
        return
    told = {"error_title": "请核对", "error_message": f"应填：{'、'.join(choices)}"}
    sheet.data_validation(
        1, at, _ROWS, at,
        {"validate": "list", "source": choices, "error_type": "warning", **told},
    )  # fmt: skip


def _instruction_sheet(
    book: xlsxwriter.Workbook, sheet: Worksheet, schema: Schema, columns: tuple[Help, ...]
) -> None:
    bold = book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"})
    head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
    sheet.write_string(0, 0, f"{schema.title}台账（{schema.name}）填写说明", bold)
    sheet.write_string(1, 0, f"{about(schema.name)}。")
    lines = (*_GENERAL, f'{schema.name} = "台账/{file_name(schema.name)}"')
    for line, words in enumerate(lines, start=2):
        sheet.write_string(line, 0, words)
    top = len(lines) + 3
    table: list[tuple[str, ...]] = [("列", "是否必填", "含义", "填法", "示例", "英文列名")]
    table += [_line(each) for each in columns]
    for down, cells in enumerate(table):
        for at, words in enumerate(cells):
            sheet.write_string(top + down, at, words, wrap if down else head)
    for at, width in enumerate((16, 10, 46, 46, 36, 18)):
        sheet.set_column(at, at, width)


def _line(each: Help) -> tuple[str, ...]:
    needed = "必填" if each.field.required else ""
    field = each.field
    return (field.header, needed, each.meaning, each.form, each.example, field.key)
