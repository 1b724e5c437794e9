"""What stops an obligation's clock and what makes it run longer: rows, never a changed date.

Source: RULES.md §1.3 (RPL-33c: an extension is approved by the head of the open-government
office, once, of 20 working days at most; RPL-33d: the time a consultation takes does not count).
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from gongkai.audit.actions import record
from gongkai.bodies.models import Officer, Role
from gongkai.clocks.models import Cause, EntryKind
from gongkai.clocks.queries import ledger_of
from gongkai.duties.actions.obligations import is_paused, locked, recount
from gongkai.duties.door import line_at_the_door
from gongkai.duties.models import Obligation, ObligationLedger
from gongkai.duties.rules import may_file
from gongkai.refusals import Refused

LONGEST_EXTENSION = 20  # working days: 条例第三十三条第二款 (RPL-33c)


@transaction.atomic
def pause_obligation(
    *, actor: Officer, obligation: Obligation, cause: Cause, started_on: date, reason: str
) -> ObligationLedger:
    """Stop the clock: the days after ``started_on`` do not count until the pause is closed.

    Refuses whom ``_require_editor`` refuses, a day before the clock began, after its last day or
    still to come, a pause while another is open, and one that overlaps another.
    """
    obligation = _open(obligation)
    _require_editor(actor, obligation)
    if started_on > timezone.localdate():
        raise Refused("pause-in-the-future", "暂停的开始日期不能晚于今天。")
    if started_on < obligation.formed_on:
        raise Refused(
            "pause-before-start",
            f"起算日是{obligation.formed_on}，暂停不能早于这一天，请核对日期。",
        )
    if started_on >= obligation.due_on:
        raise Refused(
            "pause-after-due",
            f"期限到{obligation.due_on}为止，{started_on}开始的暂停已经不起作用。",
        )
    entry = ObligationLedger(
        obligation=obligation,
        kind=EntryKind.PAUSE,
        cause=Cause(cause),
        started_on=started_on,
        reason=_reason(reason),
        recorded_at=timezone.now(),
        recorded_by=actor,
    )
    _refuse_overlap(obligation, entry)
    entry.save()
    _recount(actor, obligation, "pause_obligation", entry, entry.reason)
    return entry


@transaction.atomic
def close_pause(*, actor: Officer, entry: ObligationLedger, ended_on: date) -> ObligationLedger:
    """End an open pause: ``ended_on`` is the last day that does not count.

    Refuses a day before the pause began or still to come, and a pause that is over or undone.
    """
    obligation, entry = _open_with(entry)
    _require_editor(actor, obligation)
    if entry.kind != EntryKind.PAUSE or entry.undone_at is not None:
        raise Refused("no-such-pause", "这次暂停已经撤销，不能再结束。")
    if entry.ended_on is not None:
        raise Refused("pause-is-over", f"这次暂停已于{entry.ended_on}结束。")
    if ended_on > timezone.localdate():
        raise Refused("pause-in-the-future", "暂停的结束日期不能晚于今天。")
    if ended_on < entry.started_on:
        raise Refused(
            "pause-ends-before-it-starts", f"暂停的结束日期不能早于开始日期{entry.started_on}。"
        )
    entry.ended_on = ended_on
    _refuse_overlap(obligation, entry)
    entry.save(update_fields=["ended_on"])
    _recount(actor, obligation, "close_pause", entry, entry.reason)
    return entry


@transaction.atomic
def extend_obligation(
    *, actor: Officer, obligation: Obligation, working_days: int, cause: Cause, reason: str
) -> ObligationLedger:
    """Give the clock so many working days more (RPL-33c), once and before it has run out.

    The actor is a reviewer or publisher of the body: the law wants the approval of whoever heads
    the open-government office. Refuses 0 days and more than 20, and a clock that is over.
    """
    obligation = _open(obligation)
    _require_same_body(actor, obligation)
    if not (actor.has_role(Role.REVIEWER) or actor.has_role(Role.PUBLISHER)):
        raise Refused("wrong-role", "延长期限须由审核或者发布人员批准。")
    today = timezone.localdate()
    if not 1 <= working_days <= LONGEST_EXTENSION:
        raise Refused("extension-out-of-range", f"延长的工作日须在1到{LONGEST_EXTENSION}之间。")
    if obligation.due_on < today:
        raise Refused("already-overdue", f"期限已于{obligation.due_on}届满，不能再延长。")
    if _standing(obligation).filter(kind=EntryKind.EXTENSION).exists():
        raise Refused("already-extended", "这项任务已经延长过一次，不能再延长。")
    entry = ObligationLedger.objects.create(
        obligation=obligation,
        kind=EntryKind.EXTENSION,
        cause=Cause(cause),
        started_on=today,
        working_days=working_days,
        reason=_reason(reason),
        recorded_at=timezone.now(),
        recorded_by=actor,
    )
    _recount(actor, obligation, "extend_obligation", entry, entry.reason)
    return entry


@transaction.atomic
def undo_entry(*, actor: Officer, entry: ObligationLedger, reason: str) -> ObligationLedger:
    """Take an entry back: it keeps its place and counts no more. Who may make it may undo it."""
    obligation, entry = _open_with(entry)
    if entry.kind == EntryKind.EXTENSION:
        _require_same_body(actor, obligation)
        if not (actor.has_role(Role.REVIEWER) or actor.has_role(Role.PUBLISHER)):
            raise Refused("wrong-role", "撤销延长须由审核或者发布人员办理。")
    else:
        _require_editor(actor, obligation)
    if entry.undone_at is not None:
        raise Refused("already-undone", "这条记录已经撤销了。")
    reason = _reason(reason)
    entry.undone_at = timezone.now()
    entry.save(update_fields=["undone_at"])
    _recount(actor, obligation, "undo_entry", entry, reason)
    return entry


def advance_pauses() -> int:
    """Move on the due dates of clocks that stand still today; return how many moved.

    A pause that is still open leaves out every day that passes (RPL-33d). To be run every day; a
    day on which nobody ran it is made up for. Each clock in a transaction of its own.
    """
    waiting = ObligationLedger.objects.filter(
        kind=EntryKind.PAUSE,
        ended_on=None,
        undone_at=None,
        obligation__fulfilled_on=None,
        obligation__excused_on=None,
    )
    return sum(_advance(pk) for pk in waiting.values_list("obligation_id", flat=True))


@transaction.atomic
def _advance(pk: int) -> bool:
    obligation = locked(Obligation(pk=pk))
    before = obligation.due_on
    still_open = obligation.fulfilled_on is None and obligation.excused_on is None
    if still_open and is_paused(obligation):
        recount(obligation, actor=None, note="暂停尚未结束，期限顺延")
    return obligation.due_on != before


def _recount(
    actor: Officer, obligation: Obligation, verb: str, entry: ObligationLedger, reason: str
) -> None:
    before = obligation.due_on
    recount(obligation, actor=actor, note=f"{entry}：{reason}")
    record(
        f"duties.{verb}",
        obligation,
        actor=actor,
        body_id=obligation.body_id,
        before={"due_on": before.isoformat()},
        after={
            "entry": str(entry),
            "started_on": entry.started_on.isoformat(),
            "ended_on": entry.ended_on.isoformat() if entry.ended_on else None,
            "working_days": entry.working_days,
            "due_on": obligation.due_on.isoformat(),
        },
        reason=reason,
    )


def _open(obligation: Obligation) -> Obligation:
    """Return the obligation, locked; of two officers at once the second finds what is there."""
    obligation = locked(obligation)
    if obligation.fulfilled_on is not None:
        raise Refused("already-fulfilled", "这项公开任务已经完成，它的时钟不能再改。")
    if obligation.excused_on is not None:
        raise Refused("already-excused", "这项公开任务已经免责，它的时钟不能再改。")
    return obligation


def _open_with(entry: ObligationLedger) -> tuple[Obligation, ObligationLedger]:
    obligation = _open(entry.obligation)
    return obligation, ObligationLedger.objects.get(pk=entry.pk)


def _refuse_overlap(obligation: Obligation, entry: ObligationLedger) -> None:
    others = list(_standing(obligation).exclude(pk=entry.pk))
    if any(row.kind == EntryKind.PAUSE and row.ended_on is None for row in others):
        raise Refused("already-paused", "这项任务正在暂停，请先结束上一次暂停。")
    ledger_of([*others, entry])  # refuses what overlaps, and says which days


def _standing(obligation: Obligation) -> QuerySet[ObligationLedger]:
    return obligation.ledger.filter(undone_at=None)


def _require_editor(actor: Officer, obligation: Obligation) -> None:
    """The clock of an obligation is kept by the editors of the offices that answer for it."""
    _require_same_body(actor, obligation)
    if not actor.has_role(Role.EDITOR):
        raise Refused("wrong-role", "只有填报人可以登记暂停。")
    duty = obligation.duty
    if not may_file(actor, duty):
        raise Refused(
            "another-office", f"“{duty.item.name}”由{duty.lead}等科室负责，不归{actor.office}。"
        )


def _require_same_body(actor: Officer, obligation: Obligation) -> None:
    if actor.office.body_id != obligation.body_id:
        raise Refused("another-body", f"这项任务属于{obligation.body}，您不能代为办理。")


def _reason(reason: str) -> str:
    return line_at_the_door(reason, 300, "理由")
