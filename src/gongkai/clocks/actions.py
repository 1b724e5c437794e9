"""A notice imported, a day changed, a body's own targets set; each with its audit entry.

A change never touches what was computed before it: receivers of the room's signals write the
jobs that compute open due dates anew, in the same transaction.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from django.core.exceptions import ValidationError
from django.db import connection, models, transaction

from gongkai.audit.actions import record
from gongkai.bodies.models import Body, Officer
from gongkai.clocks import standing
from gongkai.clocks.comparing import reach_of, touched, words
from gongkai.clocks.models import BodyTargets, DayChange, DayKind, NoticeYear
from gongkai.clocks.queries import calendar_for, row_of, targets_of
from gongkai.clocks.rules import require_may_change, require_near, require_reason, spoken
from gongkai.clocks.signals import calendar_changed, targets_changed
from gongkai.refusals import Refused
from gongkai.workdays import Calendar, Targets
from gongkai.workdays.notices import YearNotice

# Any number that no other lock of this site has.
_LOCK = 0x63616C656E646172


@transaction.atomic
def import_notice(
    *, actor: Officer | None, read: YearNotice, source_name: str, source_sha256: str
) -> NoticeYear:
    """Store a year's notice for the whole site; it takes the place of what stood for that year.

    ``actor`` is null only on the command line. Refuses one who may not (``wrong-role``,
    ``not-the-top``), a year out of reach, and a notice that changes nothing (``no-change``).
    """
    require_may_change(actor, None)
    require_near(read.year)
    before = _as_it_stands(None)
    row = row_of(read)
    row.source_name, row.source_sha256, row.recorded_by = source_name[:200], source_sha256, actor
    _save(row)
    span = touched(before, calendar_for(), *reach_of(read.year))
    if span is None:
        raise Refused("no-change", f"没有变化：{read.year}年已经是这样安排的。")
    record(
        "clocks.import_notice",
        row,
        actor=actor,
        body_id=_place(actor, None),
        after={
            "title": row.title,
            "number": row.number,
            "off": len(read.off),
            "work": len(read.work),
            "source": row.source_sha256,
        },
    )
    _tell(None, span, f"载入{read.notice.cite()}", actor)
    return row


@transaction.atomic
def change_day(
    *,
    actor: Officer | None,
    body: Body | None,
    on: date,
    kind: DayKind,
    reason: str,
    name: str = "",
    source: str = "",
) -> DayChange:
    """Change one day for ``body`` and all below it (None: the whole site), or take that back.

    Refuses one who may not (``wrong-role``, ``another-body``, ``not-the-top``), a change without
    a reason, a day out of reach, the change that already holds (``same-change``) and one that
    changes nothing (``no-change``).
    """
    require_may_change(actor, body)
    reason = require_reason(reason)
    require_near(on.year)
    body_id = body.pk if body else None
    before = _as_it_stands(body_id)
    _require_difference(before, body_id, on, kind)
    row = DayChange(
        body=body,
        on=on,
        kind=kind,
        name=name.strip(),
        source=source.strip().strip("《》"),
        reason=reason,
        recorded_by=actor,
    )
    _save(row)
    after = calendar_for(body_id)
    if touched(before, after, on, on) is None:
        raise Refused("no-change", f"没有变化：{spoken(on)}本来就是这样安排的。")
    was, now = words(before, on), words(after, on)
    record(
        "clocks.change_day",
        row,
        actor=actor,
        body_id=_place(actor, body),
        before={"on": on.isoformat(), "day": was},
        after={"day": now, "source": row.source},
        reason=reason,
    )
    _tell(body, (on, on), f"{spoken(on)}由“{was}”改为“{now}”：{reason}", actor)
    return row


@transaction.atomic
def set_targets(
    *,
    actor: Officer | None,
    body: Body,
    realtime: int | None,
    timely: int | None,
    reason: str,
) -> BodyTargets:
    """Set within how many working days a body makes public what says 实时 or 及时.

    None takes the body's own target back: the default of the data holds. 及时 stays due on the
    last day of 条例 26 (PUB-26). Refuses who may not (``wrong-role``, ``another-body``), a number
    outside 1 to 20 (``target-out-of-range``), no reason (``no-reason``), and what holds already
    (``no-change``).
    """
    require_may_change(actor, body)
    reason = require_reason(reason)
    new = Targets(realtime, timely)
    _wait_for_others()
    old = targets_of(body.pk)
    if new == old:
        raise Refused("no-change", "没有变化：本机关的目标已经是这样设置的。")
    row = BodyTargets(body=body, realtime=realtime, timely=timely, reason=reason, set_by=actor)
    _save(row)
    record(
        "clocks.set_targets",
        row,
        actor=actor,
        body_id=body.pk,
        before=asdict(old),
        after=asdict(new),
        reason=reason,
    )
    targets_changed.send(
        sender=BodyTargets, body=body, note=f"本机关公开目标有变：{reason}"[:300], actor=actor
    )
    return row


def _as_it_stands(body_id: int | None) -> Calendar:
    """Return the calendar before the change, once nobody else is changing any."""
    _wait_for_others()
    return calendar_for(body_id)


def _wait_for_others() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    standing.forget()  # another may have changed it while this one waited


def _require_difference(before: Calendar, body_id: int | None, on: date, kind: DayKind) -> None:
    held = standing.standing().layers.get(body_id, {}).get(on)
    if held is not None and held.kind == kind:
        raise Refused("same-change", f"{spoken(on)}已经调整为“{kind.label}”，不用再调整。")
    working, half = before.is_working_day(on), before.half(on) is not None
    nothing = {
        DayKind.OFF: not working,
        DayKind.WORKING: working and not half,
        DayKind.HALF: not working or half,
        DayKind.AS_NOTICE: held is None,
    }
    if nothing[kind]:
        raise Refused(
            "no-change",
            f"没有变化：{spoken(on)}现为“{words(before, on)}”"
            + ("，没有可以恢复的调整。" if kind is DayKind.AS_NOTICE else "。"),
        )


def _save(row: models.Model) -> None:
    unset = {field.name for field in row._meta.fields if getattr(row, field.attname) is None}
    try:
        row.full_clean(exclude=unset | {"recorded_at", "set_at"})
    except ValidationError as error:
        raise Refused("form", "；".join(error.messages)) from error
    row.save()


def _place(actor: Officer | None, body: Body | None) -> int | None:
    """Return the body in whose trail the entry stands."""
    if body is not None:
        return body.pk
    return actor.office.body_id if actor else None


def _tell(body: Body | None, span: tuple[date, date], note: str, actor: Officer | None) -> None:
    first, last = span
    calendar_changed.send(
        sender=DayChange, first=first, last=last, body=body, note=note, actor=actor
    )
