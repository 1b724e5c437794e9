"""The Chinese words that pages around disclosures show for named values."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.bodies.models import Role, Tier
from gongkai.catalog.model import ElementKind, Origin, Severity
from gongkai.disclosures.models import State

ELEMENT_KINDS: dict[str, str] = {
    ElementKind.TEXT: "短文字",
    ElementKind.RICH_TEXT: "长文",
    ElementKind.DATE: "日期",
    ElementKind.COUNT: "数量",
    ElementKind.AREA: "面积",
    ElementKind.MONEY: "金额",
    ElementKind.PERSON_NAME: "姓名",
    ElementKind.ID_NUMBER: "证件号码",
    ElementKind.PHONE: "电话",
    ElementKind.ADDRESS: "地址",
    ElementKind.FILE: "文件",
}
SEVERITIES: dict[str, str] = {
    Severity.ERROR: "错误",
    Severity.WARNING: "请核对",
    Severity.INFO: "提示",
}
# What is printed or absent as printed needs no word; these were not read off this row.
ORIGINS: dict[str, str] = {
    Origin.CARRIED: "沿用合并格",
    Origin.INFERRED: "推断",
    Origin.UNRESOLVED: "没有读准",
    Origin.CORRECTED: "已更正",
}
ALL_ORIGINS = {Origin.PRINTED: "原文", Origin.ABSENT: "没有这一栏或空着", **ORIGINS}
AUDIENCES = {"everyone": "全社会", "specific": "特定群众"}
MODES = {"proactive": "主动", "on_request": "依申请"}
TIERS: dict[str, str] = {tier.value: tier.label for tier in Tier}

# Keys of ``before`` and ``after`` in the audit trail.
_KEYS = {
    "name": "名称",
    "username": "登录名",
    "office": "科室",
    "role": "角色",
    "duties_summary": "机关职能",
    "address": "办公地址",
    "office_hours": "办公时间",
    "phone": "联系电话",
    "fax": "传真",
    "email": "电子邮箱",
    "items": "公开事项",
    "findings": "读取提示",
    "source": "来源文件",
    "edition": "版次",
    "duties": "责任",
    "lead": "牵头科室",
    "offices": "负责科室",
    "any_office": "相关科室均可填报",
    "kind": "类型",
    "masked": "隐藏部分号码",
    "inferred": "类型为推断",
    "formed_on": "形成日期",
    "due_on": "到期日",
    "fulfilled_on": "完成日期",
    "late_working_days": "逾期工作日",
    "state": "状态",
    "version": "版本",
    "sha256": "文件指纹",
    "file": "文件",
    "title": "标题",
    "starts_on": "开始日期",
    "later": "晚些开始的事项",
    "kept": "沿用",
    "remembered": "照以前更正",
    "changed": "改动",
    "new": "新增",
    "ended": "停止",
}
_ROLES = {role.value: role.label for role in Role}
_STATES = {state.value: state.label for state in State}


def named(values: Iterable[str], words: dict[str, str]) -> str:
    """Return the words for ``values`` in one line; a value without a word stands as it is."""
    return "、".join(words.get(value, value) for value in values)


def change_in_words(changed: dict[str, object]) -> list[tuple[str, str]]:
    """Return ``before`` or ``after`` of an audit entry as (name, value) lines for people."""
    return [(_KEYS.get(key, key), _value(key, value)) for key, value in changed.items()]


def _value(key: str, value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(_value(key, one) for one in value) or "（无）"
    if isinstance(value, dict):
        return "；".join(f"{name}：{_value(name, one)}" for name, one in value.items()) or "（无）"
    if value is None or value == "":
        return "（空）"
    words = {"role": _ROLES, "kind": ELEMENT_KINDS, "state": _STATES}.get(key, {})
    return words.get(str(value), str(value))
