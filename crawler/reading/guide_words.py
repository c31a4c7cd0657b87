"""The elements of a service guide and the labels under which portals print them.

The eight elements that inspections count (国办秘函〔2019〕19号, 服务不实用) and four more that
行政许可法 art. 30 asks for; each has one spelling here, whatever the page calls it.
"""

from __future__ import annotations

import re
from typing import Final

from crawler.reading.labels import Vocabulary, load

_LABELS: Final = load("guides")

#: Order in which elements are told.
ELEMENTS: Final[tuple[str, ...]] = tuple(_LABELS["elements"])
OTHER: Final = "其他"
POWERS: Final = "权责"
#: Elements that also notices and contact pages have say nothing about what a page is.
STRONG: Final = frozenset({"事项名称", "设定依据", "办理流程", "办理期限"})
CONTACT: Final = frozenset({"办理地点", "办理时间", "联系电话", "示范文本"})

WORDS: Final = Vocabulary(
    {
        **dict.fromkeys(_LABELS["other"].split(), OTHER),
        **dict.fromkeys(_LABELS["powers"].split(), POWERS),
        **{word: name for name, words in _LABELS["elements"].items() for word in words.split()},
    },
    bare=frozenset(_LABELS["bare"].split()),
    tails=_LABELS["tails"],
)

#: Column headings of a table of materials: in such a table no cell is a label.
MATERIALS: Final = re.compile(
    r"序号|编号|(?:申请|申报)?材料名称|材料类型|材料形式|材料来源|材料来源渠道|来源渠道|(?:材料)?份数|必要性|材料必要性"
    r"|材料要求|填报须知|受理标准|纸质材料|电子材料|原件|复印件|材料规格|规格|是否必需|是否必要|数量|介质"
    r"|材料说明|出具单位|备注|材料样例|容缺|示例样表|空白表格|样表|空表"
)
NAMES: Final = re.compile(r"(?:申请|申报|提交)?材料名称|名称|资料名称|材料")
#: Says that a page, column or site section holds guides.
NAMED: Final = re.compile(
    r"(?:办事|服务|办理|办证|申报|申请|审批|许可|事项)指南|办事服务|网上办事|在线办事|办事大厅|政务服务|行政许可|行政审批"
    r"|审批事项|便民服务|最多跑一次|服务事项|公共服务|行政确认|行政给付"
)
#: Titles of documents and of guides to something else.
NOTICE: Final = re.compile(
    r"(?:通知|通告|公告|通报|公示|意见|决定|办法|规定|方案|细则|条例|函|批复|简章|报告|要点|解读)(?:[（(].*[)）])?$"
    r"|公开指南|旅游指南|报考指南|依申请公开|招聘|招标|采购|答记者问"
)
#: What a link to a form, a sample or a list of materials says, or how its file ends.
FORM: Final = re.compile(
    r"申请表|登记表|审批表|备案表|申报表|审核表|报名表|信息表|汇总表|申请书|承诺书|委托书|告知书|示范文本|格式文本|样表|样本|样例"
    r"|空表|空白|表格|范本|材料目录|材料清单|模板|示例"
)
FILE: Final = re.compile(
    r"\.(?:docx?|wps|xlsx?|et|pdf|rtf|zip|rar|ofd|ceb)(?:$|[?#&])", re.IGNORECASE
)
