"""The shapes of all registers: headers in both languages, types, what must be filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """Type of a cell; the value in a row is given behind each."""

    TEXT = "text"  # str
    DATE = "date"  # datetime.date
    TIME = "time"  # datetime in UTC; a bare date means its first minute in Asia/Shanghai
    MINUTE = "minute"  # datetime in UTC; hours and minutes must be given
    BOOL = "bool"  # bool
    YEAR = "year"  # int
    URLS = "urls"  # tuple of str
    STAGES = "stages"  # tuple of (stage, datetime.date)


@dataclass(frozen=True)
class Field:
    """One column. ``words`` maps what people write (lower case) to the closed set of values."""

    key: str
    header: str
    kind: Kind = Kind.TEXT
    required: bool = False
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    aliases: tuple[str, ...] = ()

    @property
    def choices(self) -> str:
        """The closed set, for a message."""
        return "、".join(dict.fromkeys(self.words.values()))


@dataclass(frozen=True)
class Schema:
    """A register: its columns and the columns that together may not repeat."""

    name: str
    title: str
    fields: tuple[Field, ...]
    unique: tuple[str, ...] = ()

    def field(self, key: str) -> Field:
        """The column of an English key; raises KeyError."""
        return next((f for f in self.fields if f.key == key), None) or _no_field(self.name, key)


def _no_field(name: str, key: str) -> Field:
    raise KeyError(f"{name} has no column {key}")


def _words(**groups: str) -> Mapping[str, str]:
    """``value="alias alias"`` → every alias and the value itself, lower case → value."""
    pairs = {value: value for value in groups}
    for value, aliases in groups.items():
        pairs |= {alias.lower(): value for alias in aliases.split()}
    return MappingProxyType(pairs)


_PROPOSAL_KINDS = _words(
    人大建议="建议 人大 人大代表建议 代表建议 人大代表 npc",
    政协提案="提案 政协 政协委员提案 委员提案 政协委员 cppcc",
)
_LEVELS = _words(全国="国家级 国家 全国级 national", 省级="省 province", 市级="市 市州 city")
_ROLES = _words(主办="独办 单独办理 承办 分办 lead", 会办="协办 assist")
_BUDGET_KINDS = _words(预算="部门预算 budget", 决算="部门决算 account final")
_CHANGES = _words(增="增加 新增", 减="减少 取消", 改="调整 修改 变更")
_DISCLOSURES = _words(主动公开="公开", 依申请公开="依申请", 不予公开="不公开")
_LEVELS_OF_EMERGENCY = _words(特别重大="特大 i级", 重大="ii级", 其他="较大 一般 其它")


def _text(key: str, header: str, *aliases: str, **more: Mapping[str, str]) -> Field:
    return Field(key, header, words=more.get("words", MappingProxyType({})), aliases=aliases)


def _need(key: str, header: str, kind: Kind = Kind.TEXT, *aliases: str,
          words: Mapping[str, str] = MappingProxyType({})) -> Field:  # fmt: skip
    return Field(key, header, kind, required=True, words=words, aliases=aliases)


def _date(key: str, header: str, *aliases: str) -> Field:
    return Field(key, header, Kind.DATE, aliases=aliases)


_PLACES = (
    _need("name", "名称", Kind.TEXT, "单位名称", "机构名称"),
    _text("region", "行政区", "行政区划", "所在地"),
    _text("uscc", "统一代码", "统一社会信用代码", "信用代码"),
)

_ALL = (
    Schema("proposals", "建议提案", (
        _need("number", "编号", Kind.TEXT, "建议提案编号", "案号", "建议编号", "提案编号", "件号"),
        _need("kind", "类别", Kind.TEXT, "类型", "建议或提案", words=_PROPOSAL_KINDS),
        _text("level", "级别", "层级", words=_LEVELS),
        _text("title", "标题", "案由", "题目"),
        _need("role", "主办或会办", Kind.TEXT, "办理方式", "主办/会办", "主办会办", "办理类型",
              words=_ROLES),
        _need("assigned_on", "交办日期", Kind.DATE, "交办时间"),
        _date("replied_on", "答复日期", "答复时间", "复函日期"),
        _need("public", "是否公开", Kind.BOOL, "公开"),
        _need("full_text", "是否全文公开", Kind.BOOL, "全文公开"),
        Field("difficult", "是否疑难", Kind.BOOL, aliases=("疑难", "是否延长办理")),
    ), ("kind", "number", "level", "assigned_on")),
    Schema("enforcement", "行政执法决定", (
        _need("document_no", "文书号", Kind.TEXT, "决定书文号", "文号"),
        _need("kind", "类别", Kind.TEXT, "类型"),
        _need("decided_on", "决定日期", Kind.DATE, "决定时间", "作出决定日期"), _date("revoked_on", "撤销日期"),
    ), ("document_no", "kind")),
    Schema("spot_checks", "双随机抽查", (
        _need("task_no", "任务号", Kind.TEXT, "任务编号", "抽查任务编号"),
        _date("finished_on", "完成日期", "完成时间"),
    ), ("task_no",)),
    Schema("adjustments", "权责清单调整", (
        _need("document_no", "文号"), _need("effective_on", "生效日期", Kind.DATE, "生效时间"),
        _need("change", "调整", Kind.TEXT, "调整方式", "调整类型", words=_CHANGES),
        _need("code", "编码", Kind.TEXT, "事项编码", "职权编码"),
    ), ("document_no", "code", "change")),
    Schema("budget_approvals", "预决算批复", (
        _need("unit", "单位", Kind.TEXT, "单位名称", "预算单位"), _need("year", "年度", Kind.YEAR, "年份"),
        _need("kind", "类型", Kind.TEXT, "类别", "预算或决算", words=_BUDGET_KINDS),
        _need("approved_on", "批复日期", Kind.DATE, "批复时间"),
        Field("classified", "是否涉密", Kind.BOOL, aliases=("涉密",)),
    ), ("unit", "year", "kind")),
    Schema("projects", "重大建设项目", (
        _need("code", "项目代码", Kind.TEXT, "项目编码"),
        _need("name", "名称", Kind.TEXT, "项目名称"), _need("stage", "阶段", Kind.TEXT, "项目阶段"),
        Field("stage_dates", "各阶段日期", Kind.STAGES), _text("procurement", "采购方式"),
        Field("published_at", "发布媒体网址", Kind.URLS, aliases=("网址", "发布网址")),
    ), ("code", "stage")),
    Schema("libraries", "公共图书馆", _PLACES, ("name", "region")),
    Schema("facilities", "公共文化设施", _PLACES, ("name", "region")),
    Schema("documents", "公文", (
        _need("document_no", "文号"), _need("title", "标题"),
        _need("written_on", "成文日期", Kind.DATE, "成文时间"),
        _need("disclosure", "公开属性", Kind.TEXT, "公开方式", "公开类型", words=_DISCLOSURES),
        _text("office", "承办处室", "处室", "起草处室"), _text("kind", "类别", "文件类别"),
    ), ("document_no",)),
    Schema("normative_docs", "规范性文件备案", (
        _need("document_no", "文号"), _need("title", "标题"),
        _text("register_no", "登记号", "统一登记号", "登记编号"),
        _date("filed_on", "备案日期", "备案时间"), _date("submitted_on", "报送日期", "报送时间"),
    ), ("document_no",)),
    Schema("principals", "领导名单", (
        _need("name", "姓名"), _need("post", "职务"),
        _need("principal", "主要负责同志", Kind.BOOL, "是否主要负责同志"),
        _need("from", "任职起", Kind.DATE, "任职时间", "任职日期", "任职开始"),
        _date("until", "任职止", "离任日期", "任职结束"),
    ), ("name", "post", "from")),
    Schema("events", "站外解读", (
        _need("on", "日期", Kind.DATE, "时间", "解读日期"), _need("person", "人员", Kind.TEXT, "解读人"),
        _need("medium", "媒介", Kind.TEXT, "媒体"), _text("url", "网址", "链接"),
    )),
    Schema("emergencies", "突发事件", (
        _need("event", "事件", Kind.TEXT, "事件名称"),
        _need("level", "等级", Kind.TEXT, "事件等级", "级别", words=_LEVELS_OF_EMERGENCY),
        _need("happened_at", "发生时间", Kind.MINUTE, "事发时间"),
        _need("responsible", "是否主责单位", Kind.BOOL, "是否主责", "主责单位"),
    ), ("event", "happened_at")),
    Schema("hot_topics", "舆情热点", (
        _need("topic", "话题", Kind.TEXT, "热点", "热点话题"),
        _need("first_seen_at", "首发时间", Kind.TIME, "发现时间"), _text("url", "来源网址", "网址"),
    ), ("topic", "first_seen_at")),
    Schema("accounts", "政务新媒体账号", (
        _need("platform", "平台", Kind.TEXT, "平台类型"), _need("name", "名称", Kind.TEXT, "账号名称"),
        _text("account", "账号", "微信号"),
        _text("verified_as", "认证主体"), _text("filing", "备案状态"),
        _date("closed_on", "关停日期"),
    ), ("platform", "name", "account")),
    Schema("posts", "新媒体发布", (
        _need("platform", "平台"), _need("account", "账号"),
        _need("posted_on", "发布日期", Kind.DATE, "发布时间"), _text("title", "标题"),
    )),
    Schema("messages", "网民留言", (
        _need("number", "编号", Kind.TEXT, "留言编号", "信件编号"), _text("title", "标题", "主题"),
        _need("submitted_at", "提交时间", Kind.TIME, "留言时间", "来信时间"),
        Field("assigned_at", "转办时间", Kind.TIME, aliases=("交办时间",)),
        Field("replied_at", "答复时间", Kind.TIME, aliases=("回复时间",)),
        _text("office", "单位", "答复单位", "承办单位"),
        Field("public", "是否公开", Kind.BOOL), _text("channel", "渠道", "来信渠道", "留言渠道", "来源"),
    ), ("number",)),
    Schema("guide_changes", "办事指南变更", (
        _need("item_code", "事项编码", Kind.TEXT, "编码"),
        _need("approved_on", "审批完成日期", Kind.DATE, "审批日期"),
        _date("effective_on", "实施日期", "实施时间"),
    ), ("item_code", "approved_on")),
    Schema("domains", "域名", (
        _need("domain", "域名", Kind.TEXT, "网站域名"), _text("registrant", "注册人", "注册单位"),
        _need("state", "状态", Kind.TEXT, "使用状态"),
    ), ("domain",)),
    Schema("submissions", "信息报送", (
        _need("title", "标题", Kind.TEXT, "信息标题"),
        _need("submitted_on", "报送日期", Kind.DATE, "报送时间"),
    )),
    Schema("requests", "依申请公开", (
        _need("number", "编号", Kind.TEXT, "申请编号", "登记编号"),
        _need("received_on", "收到日期", Kind.DATE, "收到时间"),
        _text("channel", "渠道", "申请渠道", "申请方式"), Field("corrected", "是否补正", Kind.BOOL),
        Field("extended", "是否延期", Kind.BOOL), _date("third_party_from", "第三方起"),
        _date("third_party_until", "第三方止"), _date("replied_on", "答复日期", "答复时间"),
        _text("outcome", "类型", "答复类型", "办理结果"),
    ), ("number",)),
    Schema("attestations", "人工确认", (
        _need("item", "事项"), _need("statement", "声明"), _need("signed_by", "签字人"),
        _need("signed_on", "日期", Kind.DATE), _text("digest", "文件摘要"),
        _text("office", "处室", "签字单位", "单位"), _date("valid_until", "有效期至", "有效期", "截止日期"),
    )),
    Schema("workdays", "工作日", (
        _need("date", "日期", Kind.DATE), _need("workday", "是否工作日", Kind.BOOL),
    ), ("date",)),
)  # fmt: skip

#: Register name → its shape.
SCHEMAS: Mapping[str, Schema] = MappingProxyType({schema.name: schema for schema in _ALL})
