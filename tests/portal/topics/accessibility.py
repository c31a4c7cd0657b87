"""Images with words, fields with labels."""

from __future__ import annotations

from tests.portal.mutation import Mutation
from tests.portal.rewriting import rewritten

MUTATIONS = (
    Mutation("images-undescribed", "accessibility.described", "图片都没有 alt", expected="attest",
             served=rewritten("/xwdt/", r'(<img src="/images/(?:emblem|red)\.\w+") alt="[^"]*"', r"\1")),
    Mutation("language-not-told", "accessibility.described", "网页没有标明语言", expected="attest",
             served=rewritten("/", '<html lang="zh-CN">', "<html>")),
)  # fmt: skip
TRAPS = (
    Mutation("alt-of-ornaments-empty", "", "装饰图片的 alt 为空", "pass",
             served=rewritten("/", 'alt="国徽"', 'alt=""')),
)  # fmt: skip
