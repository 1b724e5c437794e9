"""What is still missing, each with the place in the form where it is filled in."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.disclosures.completeness import missing_parts
from gongkai.disclosures.fields import FieldSpec
from gongkai.disclosures.forms import specs_of
from gongkai.disclosures.models import Disclosure


@dataclass(frozen=True, slots=True)
class MissingPart:
    """A part in the words of the form, and the id of its field on the edit page."""

    name: str
    anchor: str


def field_id(place: int) -> str:
    """Return the id of the field at this place of the form."""
    return f"field-{place}"


def missing_links(disclosure: Disclosure) -> list[MissingPart]:
    """Return the missing parts with the field each one leads to."""
    anchors = {"内容概述": "id_summary", "正文或附件": "id_body_html"}
    for place, spec in enumerate(specs_of(disclosure)):
        anchors[_name(spec)] = field_id(place)
    return [MissingPart(name, anchors.get(name, "content")) for name in missing_parts(disclosure)]


def _name(spec: FieldSpec) -> str:
    return f"{spec.group}（{spec.name}）" if spec.group else spec.name
