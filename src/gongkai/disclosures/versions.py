"""Between a stored version and its content; and two versions side by side, field by field."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.disclosures.content import Content, plain_text
from gongkai.disclosures.fields import FieldValue
from gongkai.disclosures.grounds import grounds
from gongkai.disclosures.models import Openness, Version


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of two versions; ``changed`` where they differ. Texts are plain."""

    name: str
    before: str
    after: str

    @property
    def changed(self) -> bool:
        """True where the two differ."""
        return self.before != self.after


def content_of(version: Version, *, note: str = "") -> Content:
    """Return what a version says, ready to become the next version."""
    return Content(
        title=version.title,
        formed_on=version.formed_on,
        summary=version.summary,
        body_html=version.body_html,
        document_number=version.document_number,
        openness=Openness(version.openness),
        openness_ground=version.openness_ground,
        valid_until=version.valid_until,
        values=version.field_values,
        note=note,
    )


def compare(before: Version | None, after: Version) -> tuple[Difference, ...]:
    """Return every field of ``after`` beside ``before`` (nothing, for a first version), in form
    order; fields only the older one has come last."""
    old = _as_text(before) if before else {}
    new = _as_text(after)
    names = [*new, *(name for name in old if name not in new)]
    return tuple(Difference(name, old.get(name, ""), new.get(name, "")) for name in names)


def _as_text(version: Version) -> dict[str, str]:
    ground = grounds().get(version.openness_ground)
    texts = {
        "标题": version.title,
        "内容概述": version.summary,
        "文号": version.document_number,
        "生成日期": version.formed_on.isoformat(),
        "有效期至": version.valid_until.isoformat() if version.valid_until else "",
        "公开属性": Openness(version.openness).label,
        "不主动公开的依据": ground.label if ground else "",
    }
    for value in version.field_values:
        name = f"{value.group}·{value.name}" if value.group else value.name
        texts[name] = _value_text(value)
    texts["正文"] = plain_text(version.body_html)
    texts["附件"] = "；".join(one.name for one in version.attachments.all())
    return texts


def _value_text(value: FieldValue) -> str:
    shown = "；".join(plain_text(one) for one in value.values)
    return f"{shown}（不填：{value.waiver}）" if value.waiver else shown
