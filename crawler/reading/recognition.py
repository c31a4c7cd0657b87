"""Text of pictures by RapidOCR, when the extra ``ocr`` is installed; bounded in pages and time.

What is recognised is a reading aid: it says where to look, and is never what somebody is accused
by. It therefore stands in ``AttachmentFacts.recognised``, apart from the text of the file.
The models come with the wheel; nothing is fetched when it runs.
"""

from __future__ import annotations

import functools
import importlib.util
import io
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from store.facts import AttachmentFacts

#: Most pages of one file that are recognised, and seconds after which no further page is begun.
MAX_PAGES = 20
MAX_SECONDS = 60.0
#: Seconds of all files that one reading process recognises: a night is not to wait for its scans.
MAX_TOTAL = 1_800.0
#: Pixels of the longer side to which a page is drawn: about 150 dpi of an A4 page.
MAX_SIDE = 1_800
#: Most pixels of a picture file; a decoded pixel takes three bytes.
MAX_PIXELS = 60_000_000
#: Pixels of the shorter side below which a picture file is an icon or a button, no scan.
MIN_SIDE = 200

MISSING = "没有安装文字识别组件（pip install 'gongkai[ocr]'），图片中的文字未识别"

#: Draws a page (number from 0) as an array of rows, columns and three colours.
Draw = Callable[[int], Any]


@dataclass(frozen=True)
class Recognised:
    """Texts by page number (from 0), the mean confidence of their characters, and a note."""

    texts: Mapping[int, str]
    confidence: float | None = None
    note: str = ""


_spent = [0.0]  # seconds, of this process


def available() -> bool:
    """Whether the extra ``ocr`` is installed."""
    return all(importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime"))


def recognise(numbers: list[int], draw: Draw) -> Recognised:
    """Recognise some pages of a file; whatever fails costs the recognised text alone."""
    if not available():
        return Recognised({}, note=MISSING)
    texts: dict[int, str] = {}
    scores: list[tuple[float, int]] = []
    start = time.monotonic()
    end = start + min(MAX_SECONDS, MAX_TOTAL - _spent[0])
    for number in numbers[:MAX_PAGES]:
        if time.monotonic() > end:
            break
        try:
            lines = _lines(draw(number))
        except Exception as cause:
            # Native code fails with errors of its own, most often for want of memory.
            problem = f"第{number + 1}页文字识别失败（{type(cause).__name__}）"
            return Recognised(texts, _mean(scores), problem)
        texts[number] = "\n".join(text for text, _ in lines)
        scores += [(score, len(text)) for text, score in lines]
    _spent[0] += time.monotonic() - start
    note = f"{len(numbers)} 页图片中识别了 {len(texts)} 页" if len(texts) < len(numbers) else ""
    return Recognised(texts, _mean(scores), note)


def read_picture(body: bytes) -> AttachmentFacts:
    """A picture file: a scan of one page, unless it is too small to hold one."""
    from PIL import Image, UnidentifiedImageError

    facts = AttachmentFacts(kind="image", text_layer=False)
    try:
        with Image.open(io.BytesIO(body)) as picture:
            small = min(picture.size) < MIN_SIDE
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return facts  # damaged, or none that Pillow knows: still a file without text
    if small:
        return facts

    def draw(_: int) -> Any:
        import numpy

        with Image.open(io.BytesIO(body)) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise ValueError("too large")
            picture.thumbnail((MAX_SIDE, MAX_SIDE))
            return numpy.asarray(picture.convert("RGB"))[:, :, ::-1]

    found = recognise([0], draw)
    return with_recognised(msgspec.structs.replace(facts, pages=("",)), found)


def with_recognised(facts: AttachmentFacts, found: Recognised) -> AttachmentFacts:
    """Facts with what was recognised beside their own pages."""
    texts = tuple(found.texts.get(n, "") for n in range(len(facts.pages)))
    told = {"ocr": found.note, "lacking": "ocr" if found.note == MISSING else ""}
    properties = {**facts.properties, **{key: words for key, words in told.items() if words}}
    return msgspec.structs.replace(
        facts,
        recognised=texts if any(texts) else (),
        confidence=found.confidence,
        properties=properties,
    )


def _mean(scores: list[tuple[float, int]]) -> float | None:
    characters = sum(length for _, length in scores)
    return round(sum(s * n for s, n in scores) / characters, 3) if characters else None


def _lines(picture: Any) -> list[tuple[str, float]]:
    """Lines of a page with their scores, cells that stand side by side as one line."""
    found = _engine()(picture)
    if found.txts is None:
        return []
    boxes = [box.tolist() for box in found.boxes]
    cells = sorted(
        (min(y for _, y in box), max(y for _, y in box), min(x for x, _ in box), text, float(score))
        for box, text, score in zip(boxes, found.txts, found.scores, strict=True)
    )
    return [_joined(line) for line in _rows(cells)]


def _rows(cells: list[tuple[float, float, float, str, float]]) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for cell in cells:
        top, bottom = cell[0], cell[1]
        if rows and (top + bottom) / 2 < rows[-1][0][1]:  # its middle is above the line's foot
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return rows


def _joined(row: list[Any]) -> tuple[str, float]:
    ordered = sorted(row, key=lambda cell: cell[2])
    text = "\t".join(cell[3] for cell in ordered)
    return text, sum(cell[4] for cell in ordered) / len(ordered)


@functools.cache
def _engine() -> Any:
    """One thread, no arena: the reading process is limited in memory and shares two cores."""
    import rapidocr

    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "error",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
            "Rec.rec_batch_num": 2,  # 0.9 GB at most instead of 1.2 on a page full of long lines
        }
    )
