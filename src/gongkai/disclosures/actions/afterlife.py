"""After publication: correcting, withdrawing with a notice, superseding."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from gongkai.bodies.models import Officer
from gongkai.disclosures.actions.rows import add_version, locked, move
from gongkai.disclosures.content import reason_at_the_door
from gongkai.disclosures.indexing import put_in_index
from gongkai.disclosures.models import Disclosure, State
from gongkai.disclosures.rules import require
from gongkai.disclosures.versions import content_of
from gongkai.refusals import Refused


@transaction.atomic
def start_correction(*, actor: Officer, disclosure: Disclosure, reason: str) -> Disclosure:
    """Open a new version of what is public. The public text stays until the new one is approved
    and published."""
    disclosure = locked(disclosure)
    require("start_correction", actor, disclosure)
    reason = reason_at_the_door(reason, 300)
    if not reason:
        raise Refused("no-reason", "请写明更正的理由。")
    _copy_public(disclosure, actor, reason)
    move("start_correction", disclosure, State.DRAFT, by=actor, reason=reason)
    return disclosure


@transaction.atomic
def discard_correction(*, actor: Officer, disclosure: Disclosure) -> Disclosure:
    """Give a correction up: the public version is the latest again, with its approvals; what was
    drafted stays in history."""
    disclosure = locked(disclosure)
    require("discard_correction", actor, disclosure)
    move("discard_correction", disclosure, State.PUBLISHED, by=actor, latest=disclosure.public)
    return disclosure


@transaction.atomic
def withdraw(*, actor: Officer, disclosure: Disclosure, reason: str) -> Disclosure:
    """Take the text off the public site; a notice with day and reason stays at its address."""
    disclosure = locked(disclosure)
    require("withdraw", actor, disclosure)
    reason = reason_at_the_door(reason, 500)
    if not reason:
        raise Refused("no-reason", "请写明撤回的理由，它会显示在公开页面上。")
    move(
        "withdraw", disclosure, State.WITHDRAWN, by=actor, reason=reason,
        withdrawn_on=timezone.localdate(), withdrawal_reason=reason, scheduled_for=None,
        latest=disclosure.public,  # a correction under way ends here; its draft stays in history
    )  # fmt: skip
    put_in_index(disclosure)
    return disclosure


@transaction.atomic
def supersede(*, actor: Officer, disclosure: Disclosure, by: Disclosure) -> Disclosure:
    """Say that another public disclosure of the same body replaces this one."""
    first, second = sorted((disclosure, by), key=lambda one: one.pk)
    rows = {row.pk: row for row in (locked(first), locked(second))}
    disclosure, successor = rows[disclosure.pk], rows[by.pk]
    require("supersede", actor, disclosure)
    if successor.pk == disclosure.pk:
        raise Refused("same-disclosure", "不能用自己替代自己。")
    if successor.body_id != disclosure.body_id:
        raise Refused("another-body", "只能用本机关的信息替代。")
    if successor.state != State.PUBLISHED:
        raise Refused("successor-not-public", "用来替代的信息还没有公开。")
    move(
        "supersede", disclosure, State.SUPERSEDED, by=actor, superseded_by=successor,
        reason=str(successor),
    )  # fmt: skip
    put_in_index(disclosure)
    return disclosure


def _copy_public(disclosure: Disclosure, by: Officer, note: str) -> None:
    public = disclosure.public
    if public is None:
        raise Refused("not-public", "这条信息没有公开过。")
    content = content_of(public, note=note)
    add_version(disclosure, content, by=by, attachments=list(public.attachments.all()))
