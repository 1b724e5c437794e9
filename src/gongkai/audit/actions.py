"""Writing the trail: always inside the transaction of the action it records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone

from gongkai.audit.models import AuditEntry

if TYPE_CHECKING:
    from gongkai.bodies.models import Officer

SYSTEM = "系统"
# Rows in one statement.
_AT_ONCE = 1000


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
    return record_all(verb, [Act(thing, body_id, before or {}, after or {})], actor, reason)[0]


@dataclass(frozen=True, slots=True)
class Act:
    """One thing an action did something to, as ``record`` takes it."""

    thing: models.Model
    body_id: int | None
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


def record_all(
    verb: str, acts: Iterable[Act], actor: Officer | None, reason: str = ""
) -> list[AuditEntry]:
    """Write one entry for each of ``acts``, in few statements; else as ``record``.

    For what a night or a changed calendar does to thousands of bodies at once. All entries bear
    the same moment.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("审计记录必须与动作在同一个事务里。")
    now = timezone.now()
    rows = [
        AuditEntry(
            at=now,
            actor=actor,
            actor_name=actor.name if actor else SYSTEM,
            body_id=act.body_id,
            verb=verb,
            object_type=act.thing._meta.label_lower,
            object_id=act.thing.pk,
            object_label=str(act.thing)[:300],
            before=dict(act.before),
            after=dict(act.after),
            reason=reason,
        )
        for act in acts
    ]
    return AuditEntry.objects.bulk_create(rows, batch_size=_AT_ONCE)
