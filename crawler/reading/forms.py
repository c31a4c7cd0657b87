"""Forms of a page: where they go, what they ask for, what must be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from selectolax.lexbor import LexborNode

from crawler.reading.outline import squeeze
from store.facts import Form, FormField

#: Bounds of one page and of one form.
MAX_FORMS = 50
MAX_FIELDS = 200
_MAX_LABEL = 60  # characters; what stands before a field and is longer is no label
_STEPS = 4  # elements that are looked at before a field, and levels above it
_NO_FIELDS = frozenset({"hidden", "submit", "button", "image", "reset"})
_STARS = re.compile(r"[*＊✱]|[（(]?\s*必(?:填|选)\s*项?\s*[)）]?")
_EDGES = " :：*＊✱\t\n"
_REQUIRED = re.compile(
    r"(?:^|[\s\"',;:\[|_-])(?:required|must|bitian)(?:$|[\s\"',;:\]|_-])", re.IGNORECASE
)
_RULES = (
    "class",
    "lay-verify",
    "data-rule",
    "validate",
    "data-validate",
    "data-options",
    "valid",
    "check",
)
#: Elements that a person fills in.
FIELD_TAGS = frozenset({"input", "textarea", "select"})


def forms_of(nodes: Sequence[LexborNode]) -> tuple[Form, ...]:
    """All forms with fields that a person fills in, in page order.

    Fields outside any form, which a script sends, make one more form at the end whose method
    is "". A form that only wraps a whole page of ASP.NET has the fields of the page.

    Args:
        nodes: ``FIELD_TAGS`` and labels of a page, in page order.
    """
    fields = [node for node in nodes if node.tag != "label"][: MAX_FORMS * MAX_FIELDS]
    labels = _by_id(node for node in nodes if node.tag == "label")
    found: dict[int, tuple[LexborNode | None, list[FormField]]] = {}
    choices: set[tuple[int, str]] = set()
    for node in fields:
        kind = _kind(node)
        if kind in _NO_FIELDS:
            continue
        form = _form_of(node)
        key = form.mem_id if form is not None else 0
        name = _attribute(node, "name") or _attribute(node, "id")
        held = found.setdefault(key, (form, []))[1]
        if len(held) >= MAX_FIELDS or (key, name) in choices:
            continue
        if kind in ("radio", "checkbox") and name:
            choices.add((key, name))  # one question, however many answers it offers
        held.append(_field(node, name, kind, labels))
    ordered = sorted(found.items(), key=lambda entry: entry[0] == 0)
    return tuple(_form(form, own) for _, (form, own) in ordered[:MAX_FORMS])


def _form(node: LexborNode | None, fields: list[FormField]) -> Form:
    if node is None:
        return Form("", "", tuple(fields))
    method = _attribute(node, "method").lower() or "get"
    return Form(_attribute(node, "action"), method, tuple(fields))


def _by_id(nodes: Iterable[LexborNode]) -> dict[str, str]:
    """The id of a field → the words of its label."""
    labels = ((_attribute(node, "for"), node) for node in nodes)
    return {target: _words(node) for target, node in labels if target}


def _form_of(node: LexborNode) -> LexborNode | None:
    parent = node.parent
    while parent is not None and parent.tag != "form":
        parent = parent.parent
    return parent


def _kind(node: LexborNode) -> str:
    if node.tag != "input":
        return node.tag or ""
    return _attribute(node, "type").lower() or "text"


def _attribute(node: LexborNode, name: str) -> str:
    return (node.attributes.get(name) or "").strip()


def _words(node: LexborNode) -> str:
    return squeeze(node.text() or "")


def _field(node: LexborNode, name: str, kind: str, labels: dict[str, str]) -> FormField:
    before = _before(node)
    hint = _attribute(node, "placeholder") or _attribute(node, "aria-label")
    hint = hint or _attribute(node, "title")
    own = labels.get(_attribute(node, "id"), "")
    if kind in ("radio", "checkbox"):
        own = ""  # the label of an answer, not of the question
    words = own or before or hint or _around(node)
    required = _is_required(node) or any(map(_STARS.search, (own, before, _after(node))))
    label = _STARS.sub("", words).strip(_EDGES)[:_MAX_LABEL]
    return FormField(label, name, kind, required)


def _is_required(node: LexborNode) -> bool:
    attributes = node.attributes
    if "required" in attributes or attributes.get("aria-required") == "true":
        return True
    if "data-val-required" in attributes or (attributes.get("datatype") or "").startswith("*"):
        return True  # ASP.NET MVC, Validform
    return any(_REQUIRED.search(attributes.get(name) or "") for name in _RULES)


def _around(node: LexborNode) -> str:
    """The words of a label that wraps the field."""
    parent, steps = node.parent, 0
    while parent is not None and steps < _STEPS and parent.tag != "form":
        if parent.tag == "label":
            return _words(parent)[:_MAX_LABEL]
        parent, steps = parent.parent, steps + 1
    return ""


def _before(node: LexborNode) -> str:
    """The words directly before a field: in its cell, in the cell to the left, in a label."""
    at: LexborNode | None = node
    for _ in range(_STEPS):
        if at is None or at.tag in ("form", "body", "html"):
            return ""
        words = ""
        for other in _siblings_before(at):
            if _holds_field(other) or _leads_away(other):
                return words
            words = squeeze(f"{other.text() or ''} {words}")
            if words.strip(_EDGES):
                return words if len(words) <= _MAX_LABEL else ""
        if at.tag == "tr":
            return ""
        at = at.parent
    return ""


def _siblings_before(node: LexborNode) -> Iterator[LexborNode]:
    at = node.prev
    for _ in range(_STEPS):
        if at is None:
            return
        yield at
        at = at.prev


def _leads_away(node: LexborNode) -> bool:
    """Whether links stand in it: a menu beside a search field is not its label."""
    return node.tag == "a" or (node.tag != "-text" and node.css_first("a") is not None)


def _holds_field(node: LexborNode) -> bool:
    if node.tag in FIELD_TAGS:
        return _kind(node) != "hidden"
    return node.tag != "-text" and node.css_first("input, textarea, select") is not None


def _after(node: LexborNode) -> str:
    """What stands behind a field, when it is nothing but *, 必填."""
    at = node.next
    for _ in range(_STEPS):
        if at is None or at.tag in FIELD_TAGS:
            return ""
        words = squeeze(at.text() or "")
        if words:
            return words if not _STARS.sub("", words).strip(_EDGES) else ""
        at = at.next
    return ""
