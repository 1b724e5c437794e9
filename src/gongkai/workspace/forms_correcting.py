"""The small form of each field of an item: what was typed becomes what the catalog would say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from django import forms

from gongkai.catalog import limit_to_dict, read_limit
from gongkai.catalog.model import Clause, ElementKind, LimitKind, LimitUnit, TimeLimit
from gongkai.catalog.vocabulary import load, unit_label
from gongkai.duties.item_values import CHOICES, value_of
from gongkai.duties.limit_words import PERIODS
from gongkai.duties.models import Item
from gongkai.refusals import Refused
from gongkai.workspace.forms_around import Styled
from gongkai.workspace.wording import AUDIENCES, ELEMENT_KINDS, MODES, TIERS

_BAR = re.compile(r"\s*[|｜]\s*")
_KINDS = {name: kind for kind, name in ELEMENT_KINDS.items()}
_REQUIRED = {"必选": True, "可选": False}
_MASKED = "隐藏"
_LIMITS = {
    LimitKind.AFTER_EVENT: "事后多少日内",
    LimitKind.BEFORE_EVENT: "事前多少日",
    LimitKind.REALTIME: "及时、实时",
    LimitKind.PERIODIC: "定期",
    LimitKind.FIXED_DATE: "固定日期",
    LimitKind.DURATION: "公开多久",
    LimitKind.AS_REQUIRED: "按规定",
}
_UNITS = {unit: unit_label(unit) for unit in LimitUnit}
_PERIODS = {name: PERIODS[name] for name in ("week", "month", "quarter", "half_year", "year")}
_CHOICE_NAMES = {"audiences": AUDIENCES, "modes": MODES, "tiers": TIERS}
_COUNTED = (LimitKind.AFTER_EVENT, LimitKind.BEFORE_EVENT)
_LINES = ("levels", "elements", "legal_bases", "content", "remarks", "time_limit")


class CorrectionForm(Styled):
    """What every correction has: why, and what the officer saw standing."""

    reason = forms.CharField(label="理由（可不填）", required=False, max_length=200)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


def form_for(item: Item, field: str, data: Any = None, *, seen: int = 0) -> CorrectionForm:
    """Return the form of one field of an item, filled with its value or with ``data``."""
    form = CorrectionForm(data, initial={"seen": seen}, auto_id=f"{field}-{item.pk}-%s")
    mine: dict[str, forms.Field] = {"value": _field(item, field)}
    if field == "time_limit":
        mine |= _limit_fields()
    for one in mine.values():
        one.widget.attrs.setdefault("class", _style(one))
    # Who works by keyboard goes on in the form that opened.
    mine["value"].widget.attrs["autofocus"] = True
    form.fields = mine | form.fields
    return form


def value_in(form: CorrectionForm, item: Item, field: str) -> Any:
    """Return what was typed, as ``gongkai.catalog.to_dict`` would give the field."""
    typed = form.read()
    value = typed["value"]
    readers: dict[str, Callable[[], Any]] = {
        "levels": lambda: _lines(value),
        "elements": lambda: [_element(line, item) for line in _lines(value)],
        "legal_bases": lambda: [_basis(line) for line in _lines(value)],
        "channels": lambda: _channels(value, item),
        "time_limit": lambda: _limit(typed),
    }
    if field in CHOICES:
        return list(value)
    return readers[field]() if field in readers else value.replace("\r\n", "\n")


def _field(item: Item, field: str) -> forms.Field:
    if field in CHOICES:
        words = _CHOICE_NAMES[field]
        return _ticks([(one, words[one]) for one in CHOICES[field]], value_of(item, field))
    if field == "channels":
        names = [one["name"] for one in load("channels")["channel"]]
        names = list(dict.fromkeys([*names, *(one["name"] for one in item.channels)]))
        return _ticks([(name, name) for name in names], item.required_channels)
    many = field in _LINES
    return forms.CharField(
        label=_LABELS.get(field, "应为"),
        required=field in ("levels", "content"),
        initial=_typed(item, field),
        help_text=_HELP.get(field, ""),
        widget=forms.Textarea(attrs={"rows": 6 if many and field != "time_limit" else 2})
        if many
        else forms.TextInput(),
    )


def _ticks(choices: list[tuple[str, str]], chosen: Iterable[str]) -> forms.Field:
    return forms.MultipleChoiceField(
        label="勾选应有的",
        choices=choices,
        initial=list(chosen),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
    )


_LABELS = {
    "levels": "应为（每级一行，从外到内）",
    "elements": "应为（每个要素一行）",
    "legal_bases": "应为（每条依据一行）",
    "time_limit": "应为（照原意写，会重新读一遍）",
}
_HELP = {
    "elements": "组：名称｜类型｜隐藏。组、类型、隐藏可以不写；类型可写："
    + "、".join(ELEMENT_KINDS.values())
    + "。",
    "legal_bases": "标题｜文号｜条款。文号、条款可以不写。",
}


def _limit_fields() -> dict[str, forms.Field]:
    def chosen(label: str, words: dict[Any, str]) -> forms.Field:
        return forms.ChoiceField(
            label=label,
            required=False,
            choices=[("", "—"), *((str(key), name) for key, name in words.items())],
        )

    return {
        "kind": forms.ChoiceField(
            label="怎样理解",
            required=False,
            choices=[("", "由系统读"), *((str(key), name) for key, name in _LIMITS.items())],
        ),
        "n": forms.IntegerField(label="数", required=False, min_value=0, max_value=9999),
        "unit": chosen("单位", _UNITS),
        "period": chosen("周期", _PERIODS),
        "event": forms.CharField(label="起算事由", required=False, max_length=100),
    }


def _typed(item: Item, field: str) -> str:
    if field == "levels":
        return "\n".join(item.levels)
    if field == "time_limit":
        return item.time_limit_text
    if field == "legal_bases":
        return "\n".join(
            _joined([one["title"], one["number"] or "", one["article"] or ""])
            for one in item.legal_bases
        )
    if field == "elements":
        return "\n".join(_element_line(one) for one in value_of(item, field))
    return str(getattr(item, field))


def _element_line(one: dict[str, Any]) -> str:
    name = f"{one['group']}：{one['name']}" if one["group"] else one["name"]
    marks = [name, ELEMENT_KINDS[one["kind"]]]
    marks += [_MASKED] if one["masked"] else []
    marks += [word for word, must in _REQUIRED.items() if one["required"] is must]
    return "｜".join(marks)


def _element(line: str, item: Item) -> dict[str, Any]:
    name, *marks = _BAR.split(line)
    group, sign, rest = name.partition("：")
    group, name = (group.strip(), rest.strip()) if sign and rest.strip() else ("", name)
    known = {(one["group"] or "", one["name"]): one for one in value_of(item, "elements")}
    old = known.get((group, name), {})
    found = {
        "name": name,
        "group": group or None,
        "kind": old.get("kind", ElementKind.TEXT.value),
        "masked": False,
        "inferred": bool(old.get("inferred")),
        "required": None,
    }
    for mark in filter(None, marks):
        if mark in _KINDS:
            found["inferred"] = found["inferred"] and _KINDS[mark] == found["kind"]
            found["kind"] = str(_KINDS[mark])
        elif mark in _REQUIRED:
            found["required"] = _REQUIRED[mark]
        elif mark == _MASKED:
            found["masked"] = True
        else:
            raise Refused("form", f"要素“{name}”后面的“{mark}”不是类型，也不是“{_MASKED}”。")
    return found


def _basis(line: str) -> dict[str, Any]:
    title, number, article, *more = [*_BAR.split(line), "", ""]
    if any(more):
        raise Refused("form", f"“{title}”一行多了竖线，应为：标题｜文号｜条款。")
    title = title.removeprefix("《").removesuffix("》")
    return {"title": title, "number": number or None, "article": article or None}


def _channels(chosen: list[str], item: Item) -> list[dict[str, Any]]:
    known = [one["name"] for one in item.channels]
    named = list(dict.fromkeys([*known, *chosen]))
    return [{"name": name, "required": name in chosen} for name in named]


def _limit(typed: dict[str, Any]) -> dict[str, Any] | None:
    text = typed["value"].strip()
    if not text:
        return None
    if not typed["kind"]:
        return limit_to_dict(_readable(text))
    _refuse_incomplete(text, typed)
    if typed["kind"] == LimitKind.FIXED_DATE:
        return limit_to_dict(read_limit(text))
    clause = Clause(
        LimitKind(typed["kind"]),
        n=typed["n"],
        unit=LimitUnit(typed["unit"]) if typed["unit"] else None,
        event=typed["event"] or None,
        period=typed["period"] or None,
    )
    return limit_to_dict(TimeLimit(text, (clause,)))


def _readable(text: str) -> TimeLimit:
    """Return the limit as read. Refuses what is no limit; 无 is one the paper may well print."""
    limit = read_limit(text)
    if not limit.clauses and any(one.code != "limit-none" for one in limit.findings):
        message = limit.findings[0].message
        raise Refused("limit-unreadable", f"{message}请改写，或者在“怎样理解”里选一种。")
    return limit


def _refuse_incomplete(text: str, typed: dict[str, Any]) -> None:
    kind, counted = typed["kind"], typed["n"] is not None
    both = counted and bool(typed["unit"])
    if counted != bool(typed["unit"]) or (kind in _COUNTED and not both):
        raise Refused("form", f"公开时限：选了“{_LIMITS[LimitKind(kind)]}”，请填数和单位。")
    if kind == LimitKind.PERIODIC and not (typed["period"] or both):
        raise Refused("form", "公开时限：选了“定期”，请选周期，或者填数和单位。")
    # The form has no place for a day of the year: it is taken from the words.
    if kind == LimitKind.FIXED_DATE and not any(
        one.kind is LimitKind.FIXED_DATE for one in read_limit(text).clauses
    ):
        raise Refused("form", "公开时限：选了“固定日期”，请在文字里写明几月几日前。")


def _joined(parts: list[str]) -> str:
    while parts and not parts[-1]:
        parts.pop()
    return "｜".join(parts)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _style(field: forms.Field) -> str:
    if isinstance(field.widget, forms.CheckboxSelectMultiple):
        return "form-check-input"
    return "form-select" if isinstance(field.widget, forms.Select) else "form-control"
