"""The one walk over a parsed page.

lexbor mends and serialises the document in C; one regular expression then runs over markup that
is known to be well-formed. That costs a fraction of visiting every node from Python, and gives
the closing tags that a list of nodes does not. A token is a tag with the text behind it and, if
one follows, the closing tag with its text: two thirds of all elements hold nothing but text.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.reading import zones
from crawler.reading.gathering import Gathering
from crawler.reading.outline import MAX_TEXT, Anchor, Block, Outline
from crawler.reading.tags import LEAVES, NO_ENDS, SPAN, TOLD, VOID, KnownTags, name_of

MAX_TOKENS = 400_000
_WRAPPED = 0.7  # share of a page's blocks and text from which an element is its wrapper
_TOKEN = re.compile(
    r"(?:<([a-zA-Z/][^>]*+)>|<!(?:--(?>.*?-->)|[^>]*+>)|(?<=<))([^<]*+)(?:<(/[^>]*+)>([^<]*+))?+",
    re.DOTALL,
)
_known = KnownTags()


def outline(tree: LexborHTMLParser) -> Outline:
    """Read a parsed page; scripts and styles are taken out of the tree on the way."""
    markup, scripts, _ = taken_apart(tree, tree.css("script, style"))
    return outline_of(markup, scripts)


def taken_apart(
    tree: LexborHTMLParser, coded: Iterable[LexborNode]
) -> tuple[str, list[str], list[str]]:
    """Markup without scripts and styles, the scripts, and where further ones are loaded from.

    The tree, large as it is, can go. ``coded`` are its scripts and styles.
    """
    scripts, sources = [], []
    for node in coded:
        if node.tag == "script":
            scripts.append(node.text() or "")
            sources.append(node.attributes.get("src") or "")
        node.decompose()
    return tree.html or "", scripts, sources


def outline_of(markup: str, scripts: list[str]) -> Outline:
    """Read a page that was taken apart."""
    to = Gathering()
    to.out.scripts = scripts
    _read(markup, to)
    to.finish()
    _correct_zones(to.out)
    return to.out


def _read(html: str, to: Gathering) -> None:  # noqa: C901 - one loop, as calls cost most here
    """Walk over serialised markup."""
    pieces, stack = to.pieces, to.stack
    tokens = map(re.Match.groups, _TOKEN.finditer(html))
    for raw, text, end, after in itertools.islice(tokens, MAX_TOKENS):
        if to.quiet:
            _slowly(to, raw, text, end, after)
            continue
        if raw is None:
            pass
        elif raw[0] == "/":
            to.close(raw)
        elif (tag := _known[raw]) is not None:
            if end is not None and tag.kind in LEAVES:
                to.leaf(tag.hint, text) if tag.kind == SPAN else to.link(raw, text)
                text, end = "", None
            elif to.open(tag, raw):
                _slowly(to, None, text, end, after)
                continue
        elif end is None:
            stack.append(None)
        else:  # an inline element around a text: neither its opening nor its end counts
            end = None
        if text and (pieces or not text.isspace()):
            pieces.append(text)
        if end is not None:
            to.close(end)
            if after:
                to.text(after)
        elif after and (pieces or not after.isspace()):  # behind a leaf
            pieces.append(after)
        if to.size > MAX_TEXT:
            break


def _slowly(to: Gathering, raw: str | None, text: str, end: str | None, after: str | None) -> None:
    """A token that begins where text is not shown."""
    if end and raw and to.mute and not to.raw and raw[0] != "/" and name_of(raw) not in TOLD:
        return  # a whole element that says nothing: a line of a drawing
    if raw:
        _tag(to, raw)
    if text:
        to.text(text)
    if end:
        _tag(to, end)
    if after:
        to.text(after)


def _tag(to: Gathering, raw: str) -> None:
    if to.mute:
        _silent(to, raw)
    elif raw[0] == "/":
        to.close(raw)
    elif (tag := _known[raw]) is not None:
        to.open(tag, raw)
    else:
        to.stack.append(None)


def _silent(to: Gathering, raw: str) -> None:
    name = name_of(raw)
    if to.raw and name != to.raw:
        return
    if raw[0] != "/":
        to.void(name, raw) if name in VOID else to.deepen(name, raw)
    elif name not in NO_ENDS:
        to.raw = ""
        to.mute -= 1
        to.quiet = to.mute or to.zone & zones.HIDDEN


def _correct_zones(out: Outline) -> None:
    """A wrapper of nearly the whole page is no navigation, whatever its class says."""
    wrong = [n for n, element in enumerate(out.elements) if element.own and _is_wrapper(out, n)]
    if not wrong:
        return
    for n in wrong:
        out.elements[n].own &= zones.HIDDEN
    for element in out.elements:
        around = out.elements[element.parent].zone if element.parent >= 0 else 0
        element.zone = element.own | around
    parts: list[Block | Anchor] = [*out.blocks, *out.anchors]
    for part in parts:
        if part.element >= 0:
            part.zone = (part.zone & zones.HIDDEN) | out.elements[part.element].zone


def _is_wrapper(out: Outline, n: int) -> bool:
    element = out.elements[n]
    inside = out.blocks[element.first_block : element.last_block]
    if len(inside) < _WRAPPED * len(out.blocks):
        return False
    running = sum(len(block.text) - block.linked for block in inside)
    return running >= _WRAPPED * sum(len(block.text) - block.linked for block in out.blocks)
