"""Writing the trail: always inside the transaction of the action it records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone

from gongkai.audit.models import AuditEntry

if TYPE_CHECKING:
    from gongkai.bodies.models import Officer

SYSTEM = "系统"


def record(
    verb: str,
    thing: models.Model,
    *,
    actor: Officer | None,
    body_id: int | None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> AuditEntry:
    """Write one entry for ``thing``; ``verb`` is ``room.action`` in English.

    Raises ``TransactionManagementError`` outside a transaction: an entry without its action, or
    an action without its entry, must not be possible.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("审计记录必须与动作在同一个事务里。")
    return AuditEntry.objects.create(
        at=timezone.now(),
        actor=actor,
        actor_name=actor.name if actor else SYSTEM,
        body_id=body_id,
        verb=verb,
        object_type=thing._meta.label_lower,
        object_id=thing.pk,
        object_label=str(thing)[:300],
        before=dict(before or {}),
        after=dict(after or {}),
        reason=reason,
    )
