"""Forms of the calendar's pages: they read what was typed; the actions judge it."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from django import forms

from gongkai.clocks.models import DayKind
from gongkai.workdays.notices import LARGEST
from gongkai.workspace.forms_around import Styled

OWN, SITE = "own", "site"


class DayForm(Styled):
    """One day to change, or to put back."""

    on = forms.DateField(
        label="日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    kind = forms.ChoiceField(label="这一天", choices=DayKind.choices)
    name = forms.CharField(
        label="名称", max_length=60, required=False, help_text="例如“三月三”；会写在期限说明里。"
    )
    source = forms.CharField(
        label="依据", max_length=200, required=False, help_text="文件名称和文号；没有则标为待核。"
    )
    reason = forms.CharField(label="理由", max_length=300)
    scope = forms.ChoiceField(label="适用于", choices=[(OWN, "本机关和下级机关"), (SITE, "全站")])

    def __init__(self, data: Any = None, *, whole_site: bool, **kwargs: Any) -> None:
        super().__init__(data, auto_id="day_%s", **kwargs)
        if not whole_site:
            self.fields["scope"].choices = [(OWN, "本机关和下级机关")]  # type: ignore[attr-defined]


def _working_days(label: str, hint: str) -> forms.IntegerField:
    # What is out of range the action refuses: the ceiling is its to know.
    return forms.IntegerField(
        label=label,
        required=False,
        help_text=hint,
        widget=forms.NumberInput(attrs={"min": 1, "inputmode": "numeric"}),
        error_messages={"invalid": "请填写工作日的天数，如 3。"},
    )


class TargetsForm(Styled):
    """Within how many working days the body makes public what says 实时 or 及时."""

    realtime = _working_days("实时更新几个工作日内公开", "不填则按系统默认：第1个工作日。")
    timely = _working_days(
        "及时公开的内部目标几个工作日", "不填则按系统默认：第10个工作日提醒；期限仍按条例上限。"
    )
    reason = forms.CharField(
        label="理由", max_length=300, error_messages={"required": "请填写理由。"}
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, auto_id="targets_%s", **kwargs)


class NoticeForm(Styled):
    """A notice to be read: a file, or its text pasted."""

    file = forms.FileField(
        label="通知文件",
        required=False,
        max_length=200,
        help_text="通知全文存成的纯文本（.txt），或者年度文件（.toml），不超过 64 KB。",
        error_messages={"empty": "这个文件是空的。", "max_length": "文件名太长，请改短后重试。"},
        widget=forms.FileInput(attrs={"accept": ".txt,.toml"}),
    )
    text = forms.CharField(
        label="或者粘贴通知全文",
        required=False,
        max_length=LARGEST // 4,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse neither, both, and a file that is too large."""
        given = super().clean() or {}
        file, text = given.get("file"), (given.get("text") or "").strip()
        if not self.errors and bool(file) == bool(text):
            raise forms.ValidationError("请选择一个通知文件，或者粘贴通知全文（二选一）。")
        if file and file.size > LARGEST:
            raise forms.ValidationError("文件超过 64 KB，不像一份放假通知；请核对。")
        return given

    def notice(self) -> tuple[bytes, str]:
        """Return the bytes and the file name."""
        given = self.read()
        file = given.get("file")
        if file:
            return file.read(), file.name
        return given["text"].encode(), "粘贴的通知.txt"


class ConfirmForm(Styled):
    """The very notice that was shown, and the calendar it was compared with."""

    packed = forms.CharField(widget=forms.HiddenInput, max_length=LARGEST * 2)
    name = forms.CharField(widget=forms.HiddenInput, max_length=200)
    version = forms.CharField(widget=forms.HiddenInput, max_length=12)

    def clean_packed(self) -> bytes:
        """Return the bytes that were shown."""
        try:
            return base64.b64decode(self.cleaned_data["packed"], validate=True)
        except (binascii.Error, ValueError):
            raise forms.ValidationError("没有读到核对过的通知，请重新选择文件。") from None


def confirm_form(data: bytes, name: str, version: str) -> ConfirmForm:
    """Return the form that sends back what is shown."""
    packed = base64.b64encode(data).decode()
    return ConfirmForm(initial={"packed": packed, "name": name, "version": version})
