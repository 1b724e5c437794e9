"""Content review, then secrecy review (条例第17条: 先审查、后公开); or back with an opinion."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from gongkai.bodies.models import Officer
from gongkai.disclosures.actions.rows import locked, move
from gongkai.disclosures.completeness import missing_parts
from gongkai.disclosures.content import reason_at_the_door
from gongkai.disclosures.models import Disclosure, Opinion, Review, ReviewKind, State, Version
from gongkai.disclosures.rules import require
from gongkai.refusals import Refused


@transaction.atomic
def approve_content(
    *, actor: Officer, disclosure: Disclosure, version: Version, note: str = ""
) -> Disclosure:
    """Approve ``version`` in content; it goes on to secrecy review.

    ``version`` is what the reviewer read: where a newer one exists by now, this is refused.
    """
    return _approve(actor, disclosure, version, note, ReviewKind.CONTENT, State.SECRECY_REVIEW)


@transaction.atomic
def approve_secrecy(
    *, actor: Officer, disclosure: Disclosure, version: Version, note: str = ""
) -> Disclosure:
    """Approve ``version`` in secrecy; it is ready to be published."""
    return _approve(actor, disclosure, version, note, ReviewKind.SECRECY, State.READY)


@transaction.atomic
def return_to_editor(
    *, actor: Officer, disclosure: Disclosure, note: str, version: Version | None = None
) -> Disclosure:
    """Send the latest version back with an opinion, from whichever review it is in.

    ``version``, where given, is what the reviewer read: refused where a newer one exists by now.
    """
    disclosure = locked(disclosure)
    in_secrecy = disclosure.state == State.SECRECY_REVIEW
    require("return_secrecy" if in_secrecy else "return_content", actor, disclosure)
    if version is not None:
        _require_latest(disclosure, version)
    note = reason_at_the_door(note, 1000)
    if not note:
        raise Refused("no-opinion", "退回时请写明意见。")
    Review.objects.create(
        version=_latest(disclosure),
        kind=ReviewKind.SECRECY if in_secrecy else ReviewKind.CONTENT,
        opinion=Opinion.RETURNED,
        note=note,
        reviewer=actor,
        at=timezone.now(),
    )
    move("return_to_editor", disclosure, State.RETURNED, by=actor, reason=note)
    return disclosure


def _approve(
    actor: Officer,
    disclosure: Disclosure,
    version: Version,
    note: str,
    kind: ReviewKind,
    to: State,
) -> Disclosure:
    verb = f"approve_{kind.value}"
    disclosure = locked(disclosure)
    require(verb, actor, disclosure)
    _require_latest(disclosure, version)
    parts = missing_parts(disclosure)
    if parts:
        raise Refused("incomplete", "还缺：" + "、".join(parts) + "，请退回修改。")
    note = reason_at_the_door(note, 1000)
    Review.objects.create(
        version=version,
        kind=kind,
        opinion=Opinion.APPROVED,
        note=note,
        reviewer=actor,
        at=timezone.now(),
    )
    move(verb, disclosure, to, by=actor, reason=note)
    return disclosure


def _require_latest(disclosure: Disclosure, version: Version) -> None:
    if disclosure.latest_id != version.pk:
        raise Refused("newer-version", "内容已被修改，请刷新后审核最新版本。")


def _latest(disclosure: Disclosure) -> Version:
    if disclosure.latest is None:
        raise Refused("no-version", "这条信息还没有内容。")
    return disclosure.latest
