"""Forms of reminders and handing over: they read what was typed; the actions judge it."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from gongkai.bodies.models import Body, Office, Officer
from gongkai.refusals import Refused
from gongkai.reminders.times import Times
from gongkai.workspace.forms_around import Styled

_NUMBER = re.compile(r"\d{1,3}", re.ASCII)
_BETWEEN = re.compile(r"[\s,，、;；]+")


class TimesForm(Styled):
    """When a body's officers are reminded."""

    days_before = forms.CharField(
        label="到期前几个工作日提醒",
        max_length=60,
        help_text="可以写几个，用逗号隔开；0 表示到期当天。例如 5、2、0。",
    )
    to_office_head_after = forms.IntegerField(
        label="逾期几个工作日告知科室负责人", min_value=1, max_value=60
    )
    to_body_head_after = forms.IntegerField(
        label="逾期几个工作日告知机关负责人", min_value=1, max_value=60
    )
    by_mail = forms.BooleanField(label="也发送邮件（每人每天一封）", required=False)

    def __init__(self, data: Any = None, *, times: Times | None = None) -> None:
        initial = {}
        if times is not None:
            initial = {
                "days_before": "、".join(str(day) for day in times.days_before),
                "to_office_head_after": times.to_office_head_after,
                "to_body_head_after": times.to_body_head_after,
                "by_mail": times.by_mail,
            }
        super().__init__(data, initial=initial)

    def times(self) -> Times:
        """Return what was typed. Refuses what is no list of numbers."""
        read = self.read()
        words = [word for word in _BETWEEN.split(read.pop("days_before")) if word]
        if not words or not all(_NUMBER.fullmatch(word) for word in words):
            raise Refused("form", "到期前几个工作日提醒：请写数字，用逗号隔开，例如 5、2、0。")
        return Times(days_before=tuple(int(word) for word in words), **read)


class _OfficerChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not at run time
    def label_from_instance(self, officer: Any) -> str:
        """Name the office too: two people may have one name."""
        return f"{officer.name}（{officer.office.name}）"


class HandOverForm(Styled):
    """Who takes over, and why."""

    to = _OfficerChoice(
        label="移交给",
        queryset=Officer.objects.none(),
        empty_label="请选择",
        error_messages={
            "required": "请选择接手的人员。",
            "invalid_choice": "请选择列出的同科室人员。",
        },
    )
    reason = forms.CharField(
        label="原因",
        max_length=300,
        help_text="例如“调离”“产假”。",
        error_messages={"required": "请填写原因。"},
    )
    deactivate = forms.BooleanField(label="移交后停用账号", required=False)

    def __init__(self, leaving: Officer, data: Any = None) -> None:
        super().__init__(data)
        colleagues = Officer.objects.filter(office=leaving.office_id, is_active=True)
        self.fields["to"].queryset = colleagues.exclude(pk=leaving.pk)  # type: ignore[attr-defined]


class EmailForm(Styled):
    """Where an officer's letters go."""

    email = forms.CharField(label="电子邮箱", max_length=254, required=False)


class HeadForm(Styled):
    """Who heads an office or a body; of a duty, who answers for it. Nobody: empty."""

    head = _OfficerChoice(
        label="负责人", queryset=Officer.objects.none(), required=False, empty_label="未指定"
    )

    def __init__(self, place: Body | Office, data: Any = None) -> None:
        super().__init__(data)
        everybody = Officer.objects.filter(is_active=True)
        found = (
            everybody.filter(office=place)
            if isinstance(place, Office)
            else everybody.filter(office__body=place)
        )
        self.fields["head"].queryset = found  # type: ignore[attr-defined]
