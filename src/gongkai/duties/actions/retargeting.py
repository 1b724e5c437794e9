"""Computing due dates again after a body set its own targets for 实时 and 及时."""

from __future__ import annotations

import logging

from django.db import transaction
from django.db.models import QuerySet

from gongkai.audit.actions import record
from gongkai.bodies.models import Body, Officer
from gongkai.catalog.model import LimitKind
from gongkai.clocks.queries import calendar_for, targets_of
from gongkai.duties.actions.moving import Recomputed, move_all
from gongkai.duties.clocks import Clock, rederive
from gongkai.duties.models import Derivation, Obligation, ObligationChange
from gongkai.duties.obligation_queries import STILL_OPEN
from gongkai.refusals import Refused

log = logging.getLogger(__name__)

# Derivations moved by one statement.
CHUNK = 200


@transaction.atomic
def retarget(body_id: int, note: str, *, actor_id: int | None = None) -> Recomputed:
    """Compute a body's open obligations again whose limit says 实时 or 及时 (PUB-26).

    ``note`` (Chinese) is kept with each due date that moves. Only what was computed by other
    targets than those that hold is touched: run again, it does nothing. What was met stays as it
    was judged; what was opened before derivations kept their inputs is left to its next computing.
    """
    body = Body.objects.get(pk=body_id)
    clocks = _otherwise(list(_vague(body_id)), body_id)
    cause, done = ObligationChange.Cause.LIMIT, Recomputed(derivations=len(clocks))
    for at in range(0, len(clocks), CHUNK):
        part = clocks[at : at + CHUNK]
        done += move_all(part, [body_id], cause=cause, note=note[:300], actor_id=actor_id)
    if done.obligations:
        record(
            "duties.retarget",
            body,
            actor=None if actor_id is None else Officer.objects.get(pk=actor_id),
            body_id=body_id,
            after={"obligations": done.obligations, "moved": done.moved},
            reason=note[:300],
        )
    return done


def _vague(body_id: int) -> QuerySet[Derivation]:
    """Return the derivations of what is open in the body that may read its targets."""
    open_here = Obligation.objects.filter(STILL_OPEN, body=body_id)
    vague = [{"kind": LimitKind.REALTIME.value}]
    return Derivation.objects.filter(
        pk__in=open_here.order_by().values("derivation"), inputs__limit__clauses__contains=vague
    ).order_by("pk")


def _otherwise(rows: list[Derivation], body_id: int) -> list[tuple[Derivation, Clock]]:
    """Return those that come out by other targets than they were computed by."""
    calendar, targets = calendar_for(body_id), targets_of(body_id)
    found = []
    for row in rows:
        try:
            clock = rederive(row, calendar, targets=targets)
        except Refused as refusal:
            log.error("推算 %s 算不出新的期限，保持原样：%s", row.pk, refusal)
            continue
        if clock.inputs.get("targets") != row.inputs.get("targets"):
            found.append((row, clock))
    return found
