"""What a machine can tell of accessibility: images described, fields labelled, language told."""

from __future__ import annotations

from checks._tally import Tally
from store.snapshot import Page


def note_accessibility(tally: Tally, page: Page, role: str) -> None:
    """Count images without alt, fields without a label and pages without a language."""
    facts = page.facts
    tally.look("images", facts.images)
    if facts.unlabelled:
        words = f"{facts.unlabelled} 个图片没有 alt 属性"
        tally.note("images", page, words, "网页图片", facts.unlabelled)
    fields = [field for form in facts.forms for field in form.fields]
    tally.look("fields", len(fields))
    bare = [field for field in fields if not field.label]
    if bare:
        names = "、".join(field.name or field.kind for field in bare[:5])
        tally.note("fields", page, f"{len(bare)} 个输入框没有标签：{names}", "表单", len(bare))
    if role == "part":
        return
    tally.look("whole-pages")
    if not facts.lang:
        tally.note("lang", page, "html 元素没有 lang 属性", "网页头部")
