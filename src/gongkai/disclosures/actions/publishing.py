"""Making public, at once or at a set time; or deciding, with a ground, not to."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from gongkai.bodies.models import Officer
from gongkai.disclosures import tasks
from gongkai.disclosures.actions.answering import end_obligations, meet_first_round
from gongkai.disclosures.actions.rows import locked, move
from gongkai.disclosures.completeness import missing_parts
from gongkai.disclosures.grounds import grounds, reevaluate_after
from gongkai.disclosures.indexing import put_in_index
from gongkai.disclosures.models import Disclosure, State
from gongkai.disclosures.numbering import next_index_number
from gongkai.disclosures.rules import require
from gongkai.duties.actions import set_off
from gongkai.duties.models import Outcome
from gongkai.refusals import Refused


@transaction.atomic
def publish(*, actor: Officer, disclosure: Disclosure) -> Disclosure:
    """Make the latest version public: row, number, obligations, index and trail in one step.

    Two officers who press at once publish once: the second finds another state and is refused.
    """
    disclosure = locked(disclosure)
    require("publish", actor, disclosure)
    return _make_public(disclosure, actor, timezone.now())


@transaction.atomic
def publish_scheduled(disclosure_id: int, now: datetime) -> bool:
    """Publish what a publisher scheduled, if it still stands; return whether it was published.

    Called by the worker, any number of times: only a row that is ready and due is published.
    What cannot be published by then is unscheduled, with the reason in the trail.
    """
    disclosure = locked(Disclosure(pk=disclosure_id))
    due = disclosure.scheduled_for
    if disclosure.state != State.READY or due is None or due > now:
        return False
    try:
        with transaction.atomic():
            _make_public(disclosure, None, now)
    except Refused as refusal:
        # Back to the publisher with the reason, and not silently stuck behind a past time.
        disclosure = locked(disclosure)
        move(
            "unschedule", disclosure, State.READY, by=None, reason=refusal.message,
            scheduled_for=None,
        )  # fmt: skip
        return False
    return True


@transaction.atomic
def schedule(*, actor: Officer, disclosure: Disclosure, at: datetime) -> Disclosure:
    """Have the worker publish at ``at`` (aware). The job is written in this transaction."""
    disclosure = locked(disclosure)
    require("schedule", actor, disclosure)
    if at <= timezone.now():
        raise Refused("time-has-passed", "定时发布的时间必须晚于现在。")
    moment = timezone.localtime(at).strftime("%Y-%m-%d %H:%M")
    move("schedule", disclosure, State.READY, by=actor, reason=moment, scheduled_for=at)
    tasks.publish_at(disclosure.pk, at)
    return disclosure


@transaction.atomic
def unschedule(*, actor: Officer, disclosure: Disclosure) -> Disclosure:
    """Take the set time back; the job finds nothing to do when it runs."""
    disclosure = locked(disclosure)
    require("unschedule", actor, disclosure)
    move("unschedule", disclosure, State.READY, by=actor, scheduled_for=None)
    return disclosure


@transaction.atomic
def keep_undisclosed(*, actor: Officer, disclosure: Disclosure) -> Disclosure:
    """Close the record of information that is, on a legal ground, not made public proactively.

    Its obligations end as ``undisclosed``; it is to be looked at again (条例第18条).
    """
    disclosure = locked(disclosure)
    require("keep_undisclosed", actor, disclosure)
    today = timezone.localdate()
    end_obligations(disclosure, actor, Outcome.UNDISCLOSED, today)
    move(
        "keep_undisclosed", disclosure, State.UNDISCLOSED, by=actor,
        reason=_ground_of(disclosure),
        reevaluate_on=reevaluate_after(today),
    )  # fmt: skip
    return disclosure


def _ground_of(disclosure: Disclosure) -> str:
    """Return the legal ground in words, for the trail."""
    ground = grounds().get(disclosure.latest.openness_ground) if disclosure.latest else None
    return ground.label if ground else ""


def _make_public(disclosure: Disclosure, by: Officer | None, now: datetime) -> Disclosure:
    parts = missing_parts(disclosure)
    if parts or disclosure.latest is None:
        raise Refused("incomplete", "还缺：" + "、".join(parts) + "，不能发布。")
    first = disclosure.first_published_at is None
    if disclosure.index_number is None:
        disclosure.index_number = next_index_number(disclosure.body, disclosure.latest.formed_on)
    move(
        "publish", disclosure, State.PUBLISHED, by=by,
        public=disclosure.latest,
        index_number=disclosure.index_number,
        first_published_at=now if first else disclosure.first_published_at,
        updated_at=now,
        scheduled_for=None,
    )  # fmt: skip
    on = timezone.localdate(now)
    end_obligations(disclosure, by, Outcome.DISCLOSED, on)
    if first:
        meet_first_round(disclosure, by, on)
        _set_off_others(disclosure, by, now)
    put_in_index(disclosure)
    return disclosure


def _set_off_others(disclosure: Disclosure, by: Officer | None, now: datetime) -> None:
    """Open what other items owe now that this is public for the first time (PI-02)."""
    set_off(
        actor=by,
        title=str(disclosure),
        sources=list(disclosure.duties.all()),
        on=timezone.localdate(now),
        moment=now,
        reference=f"disclosure:{disclosure.pk}",
    )
