"""Forms of the pages of clocks: they read what was typed; the actions judge it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from gongkai.clocks.models import Cause
from gongkai.duties.actions.ledger import LONGEST_EXTENSION
from gongkai.duties.models import DeclarationKind
from gongkai.workspace.forms_around import Styled

_NO_DAY = {"invalid": "请填写日期，如 2027-03-05。", "required": "请填写日期。"}

_NO_CAUSE = dict.fromkeys(("required", "invalid_choice"), "请选择原因。")
_RADIO = {"class": "form-check-input"}


def day_field(label: str, *, required: bool = True, hint: str = "") -> forms.DateField:
    """Return a field for a day in Asia/Shanghai."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages=_NO_DAY,
    )


def reason_field(label: str = "理由", hint: str = "") -> forms.CharField:
    """Return a field for one line that says why."""
    return forms.CharField(
        label=label,
        max_length=300,
        help_text=hint,
        error_messages={
            "required": f"请填写{label}。",
            "max_length": f"{label}不能超过300字。",
        },
    )


class EventForm(Styled):
    """What happened, when, and what it is called."""

    name = forms.CharField(
        label="事件",
        max_length=60,
        widget=forms.TextInput(attrs={"list": "event-names", "autocomplete": "off"}),
        error_messages={"required": "请填写事件，如“会议召开”。"},
        help_text="例如“会议召开”“财政部门批复”“处罚决定作出”。",
    )
    title = forms.CharField(
        label="事由",
        max_length=300,
        error_messages={"required": "请填写事由，写明是哪一次。"},
        help_text="是哪一次，例如“第12次常务会议”。",
    )
    happened_on = day_field("发生日期", hint="当日不计，自次日起算。")
    happened_time = forms.TimeField(
        label="发生时刻",
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        help_text="时限按小时计的才需要填写。",
        error_messages={"invalid": "请填写时刻，如 14:30。"},
    )

    def moment(self) -> datetime | None:
        """Return the moment in Asia/Shanghai, where a time was typed."""
        on, at = self.cleaned_data["happened_on"], self.cleaned_data["happened_time"]
        if at is None:
            return None
        return datetime.combine(on, at, timezone.get_default_timezone())


class DeclareForm(Styled):
    """A stated absence or an excuse."""

    kind = forms.ChoiceField(
        label="情况",
        choices=DeclarationKind.choices,
        widget=forms.RadioSelect(attrs=_RADIO),
        error_messages=dict.fromkeys(("required", "invalid_choice"), "请选择是哪一种情况。"),
    )
    reason = reason_field()


class PauseForm(Styled):
    """Days that do not count."""

    cause = forms.ChoiceField(label="原因", choices=Cause.choices, error_messages=_NO_CAUSE)
    started_on = day_field("开始日期", hint="当日仍计入，自次日起不计；结束时再登记结束日期。")
    reason = reason_field("说明")


class ExtendForm(Styled):
    """More working days."""

    working_days = forms.IntegerField(
        label="延长工作日",
        min_value=1,
        max_value=LONGEST_EXTENSION,
        help_text=f"不超过{LONGEST_EXTENSION}个工作日，只能延长一次。",
        error_messages={
            "required": "请填写延长几个工作日。",
            "invalid": "请填写整数。",
            "min_value": f"延长的工作日须在1到{LONGEST_EXTENSION}之间。",
            "max_value": f"延长的工作日须在1到{LONGEST_EXTENSION}之间。",
        },
    )
    cause = forms.ChoiceField(
        label="原因", choices=Cause.choices, initial=Cause.APPROVAL, error_messages=_NO_CAUSE
    )
    reason = reason_field("说明")


class ClosePauseForm(Styled):
    """The last day of a pause."""

    ended_on = day_field("结束日期")


class LocalLimitForm(Styled):
    """What a rule of the place says."""

    phrase = forms.CharField(
        label="时限",
        max_length=300,
        help_text="照原文填写，例如“自处罚决定作出之日起5个工作日内”。",
        error_messages={"required": "请填写时限。"},
    )
    source = forms.CharField(
        label="依据",
        max_length=200,
        help_text="文件名称和文号。",
        error_messages={"required": "请填写依据的文件名称和文号。"},
    )
    reason = reason_field()


class ChooseLimitForm(Styled):
    """Which candidate decides, against the order."""

    chosen = forms.ChoiceField(
        label="适用的时限",
        widget=forms.RadioSelect(attrs=_RADIO),
        error_messages={"required": "请选择一条时限。", "invalid_choice": "请选择列出的时限。"},
    )
    reason = reason_field()

    def __init__(self, choices: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = choices  # type: ignore[attr-defined]
