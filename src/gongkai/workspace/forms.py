"""The fixed part of the form: what every disclosure has, whatever its catalog says."""

from __future__ import annotations

from datetime import date

from django import forms
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import ProseEditorWidget

from gongkai.disclosures.content import Content
from gongkai.disclosures.fields import FieldValue
from gongkai.disclosures.grounds import grounds
from gongkai.disclosures.models import Openness, Version
from gongkai.refusals import Refused

# What the editor offers; the room's own door decides what is kept.
EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Underline": True,
    "Heading": {"levels": [2, 3, 4]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "HardBreak": True,
    "History": True,
}
# Which field a refusal speaks of; what is not here is shown on top.
FIELD_OF = {
    "no-title": "title",
    "title-too-long": "title",
    "bad-document-number": "document_number",
    "validity-before-forming": "valid_until",
    "no-ground": "openness_ground",
    "ground-does-not-fit": "openness_ground",
    "formed-in-the-future": "formed_on",
    "day_out_of_range": "formed_on",
}
_NO_DAY = {"invalid": "请填写日期，如 2027-03-05。", "required": "请填写生成日期。"}


def _day(label: str, *, required: bool = False, hint: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages=_NO_DAY,
    )


def ground_choices() -> list[tuple[str, str]]:
    """Return the grounds of the law as choices, an empty one first."""
    return [("", "（主动公开，不需要依据）")] + [
        (ground.code, ground.label) for ground in grounds().values()
    ]


class Styled(forms.Form):
    """A form in the looks of the workspace; a field with an error says so to everyone."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for field in self.fields.values():
            select = isinstance(field.widget, forms.Select)
            radio = isinstance(field.widget, forms.RadioSelect)
            if not radio:
                field.widget.attrs.setdefault("class", "form-select" if select else "form-control")

    def refuse(self, refusal: Refused) -> None:
        """Put a refusal where it belongs: at its field, or on top."""
        field = FIELD_OF.get(refusal.code)
        self.add_error(field if field in self.fields else None, refusal.message)


class RegisterForm(Styled):
    """What is asked when information is registered; the duties are chosen beside it."""

    title = forms.CharField(
        label="标题", max_length=200, error_messages={"required": "请填写标题。"}
    )
    formed_on = _day("生成日期", required=True, hint="信息形成、获取或者变更的日期，时限由此起算。")
    openness = forms.ChoiceField(
        label="公开属性",
        choices=Openness.choices,
        initial=Openness.PROACTIVE,
        widget=forms.RadioSelect,
    )
    openness_ground = forms.ChoiceField(
        label="不主动公开的依据", choices=ground_choices, required=False
    )


class ContentForm(RegisterForm):
    """Everything about a version except the elements of its catalog."""

    summary = forms.CharField(
        label="内容概述",
        max_length=300,
        required=False,
        help_text="一两句话，不超过300字；列入政府信息公开目录。",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    document_number = forms.CharField(
        label="文号", max_length=60, required=False, help_text="如 国办发〔2016〕80号；没有可不填。"
    )
    valid_until = _day("有效期至", hint="没有有效期的不填。")
    body_html = ProseEditorFormField(
        label="正文", required=False, config={"extensions": EXTENSIONS}
    )
    note = forms.CharField(
        label="修改说明",
        max_length=300,
        required=False,
        help_text="这次改了什么，写给审核人看；不对外公开。",
    )

    def content(self, values: tuple[FieldValue, ...]) -> Content:
        """Return what was typed, with the elements' values, as the room wants it."""
        data = self.cleaned_data
        return Content(
            title=data["title"],
            formed_on=data["formed_on"],
            summary=data["summary"],
            body_html=data["body_html"],
            document_number=data["document_number"],
            openness=Openness(data["openness"]),
            openness_ground=data["openness_ground"],
            valid_until=data["valid_until"],
            values=values,
            note=data["note"],
        )


def rich_text_widget() -> ProseEditorWidget:
    """Return the editor's widget with what it offers here."""
    return ProseEditorWidget(config={"extensions": EXTENSIONS}, preset="configurable")


def initial_of(version: Version) -> dict[str, str | date | None]:
    """Return a version as the form's starting values; the note is always a new one."""
    return {
        "title": version.title,
        "formed_on": version.formed_on,
        "summary": version.summary,
        "body_html": version.body_html,
        "document_number": version.document_number,
        "openness": version.openness,
        "openness_ground": version.openness_ground,
        "valid_until": version.valid_until,
    }
