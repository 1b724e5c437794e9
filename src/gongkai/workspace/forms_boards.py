"""What the lists of obligations are narrowed by, read from an address that may be odd."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from gongkai.bodies.models import Body, Office
from gongkai.clocks.queries import calendar_for
from gongkai.duties.models import Edition, Trigger
from gongkai.duties.queries import STATE_NAMES
from gongkai.workspace.board import ALL, EDITION_UNREAD, OPEN, Chosen, Scope
from gongkai.workspace.forms_around import Styled

_SCOPES = [(scope.value, scope.label) for scope in Scope]


class _Day(forms.DateField):
    """A day typed as 2026-03-31."""

    def __init__(self, label: str) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        wrong = {"invalid": "请写成 2026-03-31 这样的日期。"}
        super().__init__(label=label, required=False, widget=widget, error_messages=wrong)


class _AsOf(Styled):
    """A filter that can ask for a past day."""

    on = _Day("看哪一天的情形")

    def clean_on(self) -> date | None:
        """Refuse a day to come, and one before the calendar begins; today is no past day."""
        day: date | None = self.cleaned_data["on"]
        today, first = timezone.localdate(), calendar_for(None).first_day
        if day is not None and day > today:
            raise forms.ValidationError(f"{day}还没有到，不知道那天的情形；现在显示今天的。")
        if day is not None and day < first:
            raise forms.ValidationError(f"工作日历从{first}起，更早的日子看不了；现在显示今天的。")
        return None if day == today else day

    def wrong(self) -> list[str]:
        """Return what is wrong with the filters, one line each, with the field's name."""
        return [
            f"{self.fields[name].label or '范围'}：{errors[0]}"
            for name, errors in self.errors.items()
        ]


class BoardFilter(_AsOf):
    """The filters of the list, the month and the wall.

    A field that cannot be read narrows nothing and says so on the page.
    """

    scope = forms.ChoiceField(choices=_SCOPES, required=False, widget=forms.HiddenInput)
    duty = forms.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput
    )
    words = forms.CharField(
        label="事项或事由", required=False, max_length=100, widget=forms.SearchInput
    )
    state = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[(OPEN, "未办结"), (ALL, "全部状态"), *STATE_NAMES.items()],
    )
    edition = forms.ModelChoiceField(
        label="目录", queryset=Edition.objects.none(), required=False, empty_label="全部目录"
    )
    office = forms.ModelChoiceField(
        label="科室", queryset=Office.objects.none(), required=False, empty_label="全部科室"
    )
    trigger = forms.ChoiceField(
        label="起因", required=False, choices=[("", "全部起因"), *Trigger.choices]
    )
    since = _Day("到期日从")
    until = _Day("到期日到")
    provisional = forms.BooleanField(label="只看暂定期限", required=False)

    def __init__(self, body: Body, data: Any = None) -> None:
        super().__init__(data)
        editions = (
            Edition.objects.filter(adoptions__body=body)
            .select_related("catalog")
            .defer(*EDITION_UNREAD)
        )
        self.fields["edition"].queryset = editions  # type: ignore[attr-defined]
        self.fields["office"].queryset = body.offices.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a span that ends before it starts."""
        read = super().clean() or self.cleaned_data
        since, until = read.get("since"), read.get("until")
        if since and until and since > until:
            self.add_error("until", "到期日的止日早于起日，请对调。")
        return read

    def chosen(self, default: Scope) -> Chosen:
        """Return what can be read of the filters; ``default`` where no scope is asked for."""
        self.is_valid()
        read = self.cleaned_data
        return Chosen(
            scope=Scope(read.get("scope") or default),
            state=read.get("state") or OPEN,
            edition=read.get("edition"),
            office=read.get("office"),
            trigger=read.get("trigger") or "",
            words=(read.get("words") or "").strip(),
            since=read.get("since"),
            until=read.get("until"),
            provisional=bool(read.get("provisional")),
            duty_id=read.get("duty"),
            on=read.get("on"),
        )


class BelowFilter(_AsOf):
    """Which bodies below are compared, and as of which day."""

    words = forms.CharField(
        label="机关名称", required=False, max_length=100, widget=forms.SearchInput
    )
