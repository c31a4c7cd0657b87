"""Letters in official form (公文): 整改通知书, 通报, 引用函, filled into templates of Word.

A letter accuses, so none is written of a night that saw too little or was held.
"""

from __future__ import annotations

import difflib
import io
import re
import zipfile
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import XMLSyntaxError

from reports.files import stable
from reports.wording import one_line
from store.errors import OperatorError
from store.results import Results

#: Files of the templates, in the package and in the operator's folder.
NOTICE, CIRCULAR, CITATION = "整改通知书.docx", "通报.docx", "引用函.docx"
TEMPLATES: Final = (NOTICE, CIRCULAR, CITATION)

#: What an expression of a template may raise besides Jinja's own errors.
_WRONG: Final = (TemplateError, XMLSyntaxError, TypeError, ValueError, ArithmeticError,
                 AttributeError, LookupError)  # fmt: skip


def shipped(name: str) -> bytes:
    """A template of the package."""
    return (files("reports") / "templates" / "docx" / name).read_bytes()


def letter(name: str, words: Mapping[str, Any], folder: Path | None = None) -> bytes:
    """A template filled in, the same bytes for the same words.

    Args:
        name: one of ``TEMPLATES``.
        words: placeholder → text, list or mapping (``reports.letter_words``).
        folder: of the operator's templates; one that is not there is the package's.

    Raises:
        OperatorError: the operator's template cannot be read or filled in; one sentence.
    """
    own = folder / name if folder else None
    try:
        body = own.read_bytes() if own and own.is_file() else shipped(name)
    except OSError as error:
        raise OperatorError(f"公文模板 {own} 无法读取：{error.strerror}。") from error
    return stable(_filled(body, words, str(own or name)))


def refuse_unreliable(results: Results) -> None:
    """Raise OperatorError when a night cannot be the ground of a letter."""
    run = results.run
    if not results.usable:
        raise OperatorError(
            f"第 {run.id} 次巡检不可用，不得据此发文；请用 --run 指定一次可用的巡检。"
        )
    if results.held and not results.released:
        raise OperatorError(
            f"第 {run.id} 次巡检异常（{'；'.join(results.held)}），核实放行之前不得据此发文；"
            "请用 --run 指定别的巡检。"
        )


def _filled(body: bytes, words: Mapping[str, Any], name: str) -> bytes:
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    buffer = io.BytesIO()
    try:
        template = DocxTemplate(io.BytesIO(body))
        template.render(dict(words), environment, autoescape=True)
        template.save(buffer)
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError) as error:
        if isinstance(error, KeyError) and zipfile.is_zipfile(io.BytesIO(body)):
            raise OperatorError(_wrong(name, error, words)) from error
        raise OperatorError(
            f"公文模板 {name} 不是有效的 Word 文件（.docx）；请用 Word 另存为 .docx 后重试。"
        ) from error
    except _WRONG as error:
        raise OperatorError(_wrong(name, error, words)) from error
    return buffer.getvalue()


def _wrong(name: str, error: Exception, words: Mapping[str, Any]) -> str:
    """What is wrong with a template, where, and what to do."""
    if isinstance(error, UndefinedError):
        unknown = re.search(r"'([^']+)' is undefined|no attribute '([^']+)'", str(error))
        if unknown:
            word = unknown[1] or unknown[2]
            known = [*words, *_inner(words)]
            near = difflib.get_close_matches(word, known, 1, 0.5)
            hint = f"，是否应为“{near[0]}”？" if near else f"（可用：{'、'.join(known)}）"
            return f"公文模板 {name} 中的占位符“{word}”没有对应的内容{hint}请改正模板后重试。"
    around = [part.strip() for part in getattr(error, "docx_context", ()) if part.strip()]
    place = f"“{around[min(3, len(around) - 1)][:60]}”附近" if around else ""
    kind = "标记没有成对或写法有误" if isinstance(error, TemplateSyntaxError) else "占位符无法填写"
    return f"公文模板 {name} {place}{kind}（{one_line(str(error), 120)}）；请改正模板后重试。"


def _inner(words: Mapping[str, Any]) -> list[str]:
    """The names within lists and mappings of the words."""
    found: dict[str, None] = {}
    for value in words.values():
        first = value[0] if isinstance(value, list) and value else value
        if isinstance(first, Mapping):
            found |= dict.fromkeys(first)
    return list(found)
