"""Locking a disclosure and adding a version: the two steps every action here shares."""

from __future__ import annotations

from django.utils import timezone

from gongkai.audit.actions import record
from gongkai.bodies.models import Officer
from gongkai.disclosures.content import Content
from gongkai.disclosures.fields import to_json
from gongkai.disclosures.models import Attachment, Disclosure, State, Version


def locked(disclosure: Disclosure) -> Disclosure:
    """Return the row as it stands now, locked until the transaction ends: two officers who press
    at once are served one after the other, and the second sees what the first did."""
    # Two questions: a row that was waited for comes back new, but what was joined to it before
    # the wait does not, and a version the first officer made would be missing.
    Disclosure.objects.select_for_update().get(pk=disclosure.pk)
    return Disclosure.objects.select_related("body", "office", "latest", "public").get(
        pk=disclosure.pk
    )


def add_version(
    disclosure: Disclosure,
    content: Content,
    *,
    by: Officer,
    attachments: list[Attachment] | None = None,
) -> Version:
    """Store ``content`` as the next version and make it the latest."""
    previous = disclosure.latest
    version = Version.objects.create(
        disclosure=disclosure,
        # Not the latest plus one: a discarded correction keeps its number.
        number=disclosure.versions.count() + 1,
        title=content.title,
        summary=content.summary,
        body_html=content.body_html,
        values=to_json(content.values),
        document_number=content.document_number,
        formed_on=content.formed_on,
        openness=content.openness,
        openness_ground=content.openness_ground,
        valid_until=content.valid_until,
        written_at=timezone.now(),
        written_by=by,
        note=content.note,
    )
    if attachments is None and previous is not None:
        attachments = list(previous.attachments.all())
    version.attachments.set(attachments or [])
    disclosure.latest = version
    disclosure.save(update_fields=["latest"])
    return version


def move(
    verb: str,
    disclosure: Disclosure,
    to: State,
    *,
    by: Officer | None,
    reason: str = "",
    **changes: object,
) -> None:
    """Change the state (and ``changes``) and record it, before and after, under ``verb``."""
    before = {"state": disclosure.state}
    disclosure.state = to
    for name, value in changes.items():
        setattr(disclosure, name, value)
    disclosure.save(update_fields=["state", *changes])
    after: dict[str, object] = {"state": to.value}
    if disclosure.latest is not None:
        after["version"] = disclosure.latest.number
    record(
        f"disclosures.{verb}",
        disclosure,
        actor=by,
        body_id=disclosure.body_id,
        before=before,
        after=after,
        reason=reason,
    )
