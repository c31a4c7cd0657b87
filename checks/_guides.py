"""How complete a service guide is: eight elements that inspections count, four more by law."""

from __future__ import annotations

from typing import Final

from store.facts import Guide

#: Counted by inspections (国办秘函〔2019〕19号, 服务不实用): four missing are too many.
ELEMENTS: Final = (
    "事项名称", "设定依据", "申请条件", "办理材料", "办理地点", "办理时间", "联系电话", "办理流程",
)  # fmt: skip
#: Asked for as well (行政许可法 art. 30); reported, not counted.
MORE: Final = ("办理期限", "收费", "材料目录", "示范文本")
#: What also tells an element: a list of the materials names them.
_TOLD_BY: Final = {"办理材料": ("材料目录",)}


def missing(guide: Guide, elements: tuple[str, ...] = ELEMENTS) -> tuple[str, ...]:
    """The elements that a guide does not have or leaves blank, in their order.

    “无” and “详见附件” are values. A guide that prints no 事项名称 is named by its title; forms
    offered as links are samples.
    """
    return tuple(name for name in elements if not _told(guide, name))


def _told(guide: Guide, name: str) -> bool:
    if name == "事项名称" and guide.name:
        return True
    if name == "示范文本" and guide.forms:
        return True
    return any(guide.elements.get(own) for own in (name, *_TOLD_BY.get(name, ())))
