"""Labels of letters, replies, consultations and interviews, as portals print them."""

from __future__ import annotations

import re
from typing import Final

from crawler.reading.labels import Vocabulary, load

TITLE, QUESTION, ASKED, STATUS = "title", "question", "asked", "status"
REPLY, REPLIED, OFFICE, NUMBER = "reply", "replied", "office", "number"
#: Who wrote: read so that it ends other values, never kept.
PERSON: Final = "person"
CONTACT: Final = "contact"  # telephone, address: of the writer, or of an office in a reply
GUESTS: Final = "guests"  # of an interview
OTHER: Final = "other"

_LABELS: Final = load("letters")
WORDS: Final = Vocabulary(
    {word: kind for kind, words in _LABELS["kinds"].items() for word in words.split()},
    bare=frozenset(_LABELS["bare"].split()),
    prose=frozenset({QUESTION, REPLY}),
)
#: Labels that only letters have; 标题, 内容 and 时间 stand on all kinds of pages.
SPECIFIC: Final = re.compile(
    r"来信|信件|留言|咨询|投诉|提问|诉求|写信|举报|答复(?:内容|意见|时间|日期|状态|情况|结果)"
    r"|回复(?:内容|意见|时间|日期|状态|情况|结果)|(?:官方|单位|部门|管理员|站长|领导|[厅局]长)(?:回复|答复)"
)
#: Says that a page or its column holds letters, consultations or interviews.
NAMED: Final = re.compile(
    r"信箱|留言|来信|信件|咨询|投诉|写信|问政|互动|建言|民意|举报|诉求|征集|有问必答|网上信访|热点问题|问答|12345|访谈|直播"
)
#: Says that a page holds questions that its office has put itself (常见问题), not letters.
PREPARED: Final = re.compile(
    r"常见问题|热点(?:问题|问答)|知识库|问答库|百问|一问一答|(?:政策|常用|常见|办事|业务)问答|问题解答|答疑|\bFAQ\b",
    re.IGNORECASE,
)
SOLICITED: Final = re.compile(r"征集|调查")
#: Proposals of deputies have registers and checks of their own.
PROPOSALS: Final = re.compile(r"建议提案|议案|提案|人大代表|政协委员|代表建议")
#: A state of a letter, as a whole.
STATE: Final = re.compile(
    r"[\[【(（]?(?:已|未|待|正在|不予|暂不|尚未)?(?:办结|回复|答复|办理|处理|受理|转办|审核|采纳|反馈|解决|结束|开始)(?:中|完毕|完成)?"
    r"[\]】)）]?|进行中|办理中|处理中|受理中|征集中|转办中|审核中|回复中|待办|已办|新信件|已完成|已完结|已公开"
)
DAY: Final = re.compile(
    r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?(?:\s?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
)
