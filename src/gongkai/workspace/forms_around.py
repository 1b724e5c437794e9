"""Forms of the pages around disclosures: they read what was typed; the actions judge it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.audit.verbs import names
from gongkai.bodies.actions import EDITABLE_BODY_FIELDS
from gongkai.bodies.models import Body, Office, Role
from gongkai.catalog.formats.guard import MAX_PACKED
from gongkai.catalog.model import ElementKind
from gongkai.duties.models import Catalog, Edition
from gongkai.refusals import Refused
from gongkai.workspace.wording import ELEMENT_KINDS

_ROLES = [(role.value, role.label) for role in Role]


class Styled(forms.Form):
    """A form whose widgets look like the rest of the workspace."""

    required_css_class = "required"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            widget = field.widget
            if isinstance(widget, forms.CheckboxInput | forms.CheckboxSelectMultiple):
                style = "form-check-input"
            elif isinstance(widget, forms.Select):
                style = "form-select"
            else:
                style = "form-control"
            widget.attrs.setdefault("class", style)

    def read(self) -> dict[str, Any]:
        """Return what was typed. Refuses with ``form`` and the first thing that is wrong."""
        if self.is_valid():
            return self.cleaned_data
        for name, errors in self.errors.items():
            label = self.fields[name].label if name in self.fields else ""
            raise Refused("form", f"{label}：{errors[0]}" if label else str(errors[0]))
        raise Refused("form", "没有读到填写的内容，请重试。")


class DutyFilter(Styled):
    """What the list of duties is narrowed by."""

    words = forms.CharField(
        label="事项或内容", required=False, max_length=100, widget=forms.SearchInput
    )
    edition = forms.ModelChoiceField(
        label="目录", queryset=Edition.objects.none(), required=False, empty_label="全部目录"
    )
    office = forms.ModelChoiceField(
        label="科室", queryset=Office.objects.none(), required=False, empty_label="全部科室"
    )
    unresolved = forms.BooleanField(label="只看目录未写明科室的", required=False)

    def __init__(self, body: Body, data: Any = None) -> None:
        super().__init__(data)
        editions = Edition.objects.filter(adoptions__body=body).select_related("catalog")
        self.fields["edition"].queryset = editions  # type: ignore[attr-defined]
        self.fields["office"].queryset = body.offices.all()  # type: ignore[attr-defined]


class CorrectionForm(Styled):
    """Which offices answer for a duty."""

    lead = forms.ModelChoiceField(
        label="牵头科室", queryset=Office.objects.none(), empty_label=None
    )
    offices = forms.ModelMultipleChoiceField(
        label="可以填报的科室",
        queryset=Office.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    any_office = forms.BooleanField(label="本机关所有科室都可以填报（相关科室）", required=False)

    def __init__(self, offices: QuerySet[Office], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = offices  # type: ignore[attr-defined]
        self.fields["offices"].queryset = offices  # type: ignore[attr-defined]


class ElementForm(Styled):
    """What an element is taken for."""

    kind = forms.ChoiceField(
        label="类型", choices=[(kind.value, ELEMENT_KINDS[kind]) for kind in ElementKind]
    )
    masked = forms.BooleanField(label="隐藏部分号码", required=False)


class UploadForm(Styled):
    """A catalog file to be read."""

    file = forms.FileField(
        label="目录文件",
        max_length=200,
        help_text="Word（.docx、.doc）、Excel（.xlsx、.xls）、有文字层的 PDF、网页、CSV、Markdown、"
        "JSON，或纯文本。Word、Excel 和 PDF 不超过 50 MB，其他不超过 20 MB。",
        error_messages={
            "required": "请选择一个目录文件。",
            "empty": "这个文件是空的，没有可读的目录。",
            "max_length": "文件名太长，请改短后重试。",
        },
    )

    def clean_file(self) -> Any:
        """Refuse a file that is too large before anything is kept of it."""
        file = self.cleaned_data["file"]
        if file.size > MAX_PACKED:
            raise forms.ValidationError("文件超过 50 MB，不像一份目录；请核对。")
        return file


class ImportForm(Styled):
    """Under which label the chosen catalogs of a file are imported, and of which reading."""

    reading = forms.IntegerField(widget=forms.HiddenInput)
    label = forms.CharField(label="版次名称", max_length=60, help_text="例如“2026年版”。")


class PlaceForm(Styled):
    """Whether one catalog of a file is imported, its field, and which catalog it renews."""

    take = forms.BooleanField(label="导入", required=False)
    domain = forms.CharField(label="领域", max_length=60, required=False)
    catalog = forms.ModelChoiceField(
        label="归入",
        queryset=Catalog.objects.none(),
        required=False,
        empty_label="一份新的目录",
    )

    def __init__(self, title: str, catalogs: QuerySet[Catalog], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["catalog"].queryset = catalogs  # type: ignore[attr-defined]
        self.fields["catalog"].widget.attrs["class"] = "form-select w-100"
        for name, what in (("take", "导入"), ("domain", "领域"), ("catalog", "归入")):
            self.fields[name].widget.attrs["aria-label"] = f"{what}：{title}"


class BodyForm(Styled):
    """What the guide must show of a body (条例第12条)."""

    def __init__(self, data: Any = None, *, body: Body | None = None) -> None:
        super().__init__(data, initial={n: getattr(body, n) for n in EDITABLE_BODY_FIELDS})

    duties_summary = forms.CharField(
        label="机关职能", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    address = forms.CharField(label="办公地址", required=False, max_length=200)
    office_hours = forms.CharField(label="办公时间", required=False, max_length=200)
    phone = forms.CharField(label="联系电话", required=False, max_length=40)
    fax = forms.CharField(label="传真", required=False, max_length=40)
    email = forms.CharField(label="电子邮箱", required=False, max_length=254)


class OfficeForm(Styled):
    """A new office."""

    name = forms.CharField(label="科室名称", max_length=100)
    phone = forms.CharField(label="科室电话", required=False, max_length=40)


class OfficerForm(Styled):
    """A new officer with a first password."""

    def __init__(self, body: Body, data: Any = None) -> None:
        super().__init__(data, auto_id="new_%s")
        self.fields["office"].queryset = body.offices.all()  # type: ignore[attr-defined]

    name = forms.CharField(label="姓名", max_length=60)
    username = forms.CharField(
        label="登录名", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    office = forms.ModelChoiceField(label="科室", queryset=Office.objects.none(), empty_label=None)
    password = forms.CharField(
        label="首次口令",
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="至少十个字符，不能全是数字，也不能是常见口令。",
    )


class RoleForm(Styled):
    """A role to give or to take."""

    role = forms.ChoiceField(label="角色", choices=_ROLES)


class AuditFilter(Styled):
    """What the audit trail is narrowed by."""

    verb = forms.ChoiceField(label="动作", required=False)
    words = forms.CharField(
        label="操作人或对象", required=False, max_length=100, widget=forms.SearchInput
    )
    since = forms.DateField(
        label="从",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    until = forms.DateField(
        label="到",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["verb"].choices = [("", "全部动作"), *names().items()]  # type: ignore[attr-defined]
