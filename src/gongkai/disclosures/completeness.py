"""What still stands between a draft and the public: drafts may be incomplete, publishing not."""

from __future__ import annotations

from gongkai.disclosures.fields import FieldValue, missing
from gongkai.disclosures.forms import specs_of
from gongkai.disclosures.models import Disclosure, Openness, Version


def missing_fields(disclosure: Disclosure) -> tuple[FieldValue, ...]:
    """Return the elements of the latest version that are neither filled nor waived.

    Elements the catalog has gained since the version was saved count as missing too.
    """
    version = disclosure.latest
    given = {value.key: value for value in version.field_values} if version else {}
    current = tuple(
        given.get(spec.key) or FieldValue(spec.key, spec.name, spec.group, spec.kind, spec.masked)
        for spec in specs_of(disclosure)
    )
    return missing(current)


def missing_parts(disclosure: Disclosure) -> tuple[str, ...]:
    """Return what is missing, in the words of the form; empty where nothing is.

    What is kept undisclosed needs its ground and title only: there is nothing to complete for
    the public. A proactive one needs 内容概述 (条例第12条) and every element; without elements it
    needs a text or an attachment.
    """
    version = disclosure.latest
    if version is None:
        return ("内容",)
    if version.openness != Openness.PROACTIVE:
        return ()
    parts = [] if version.summary else ["内容概述"]
    parts += [_name(value) for value in missing_fields(disclosure)]
    if not parts and _says_nothing(version):
        parts.append("正文或附件")
    return tuple(parts)


def _name(value: FieldValue) -> str:
    return f"{value.group}（{value.name}）" if value.group else value.name


def _says_nothing(version: Version) -> bool:
    filled = any(value.values or value.waiver for value in version.field_values)
    return not (filled or version.body_html or version.attachments.exists())
