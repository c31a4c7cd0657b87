"""The line under the title of articles: time and source."""

from __future__ import annotations

from tests.portal.mutation import Mutation
from tests.portal.rewriting import rewritten

_DAY = r"发布时间：(\d+)-(\d+)-(\d+)"

MUTATIONS = (
    Mutation("date-without-time", "article.date-format", "发布时间没有时分",
             served=rewritten("/tzgg/", r"(发布时间：\S+) \d\d:\d\d", r"\1")),
    Mutation("date-with-slashes", "article.date-format", "发布时间用斜线分隔",
             served=rewritten("/xwdt/ywdt/", _DAY, r"发布时间：\1/\2/\3")),
    Mutation("date-in-chinese", "article.date-format", "发布日期写作年月日",
             served=rewritten("/zwgk/jyta/content/", _DAY, r"发布日期：\1年\2月\3日")),
    Mutation("source-blank", "article.source-named", "来源空白", expected="attest",
             served=rewritten("/zwgk/gs/", r"来源：[^　<]*", "来源：")),
)  # fmt: skip
TRAPS = (
    Mutation("date-with-seconds", "", "发布时间精确到秒", "pass",
             served=rewritten("/tzgg/", r"(发布时间：\S+ \d\d:\d\d)", r"\1:31")),
    Mutation("date-after-blanks", "", "日期与时间之间是不换行空格", "pass",
             served=rewritten("/xwdt/", r"(发布时间：\S+) (\d\d:\d\d)", r"\1&nbsp;&nbsp;\2")),
)  # fmt: skip
