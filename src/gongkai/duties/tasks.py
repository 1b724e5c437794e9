"""Jobs; thin. What opens by itself is looked for; what a calendar moves is told by a job."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

_SECOND_LOOK_MINUTES = 15


@app.periodic(cron="*/10 * * * *")
@app.task(name="duties.open_periods", pass_context=False, queueing_lock="duties.open_periods")
def open_periods(timestamp: int) -> None:
    """Open what began by today (a day in Asia/Shanghai), and let what stands still move on."""
    from gongkai.duties.actions import ledger, opening  # inline: actions import this module

    opening.open_periods(timezone.localdate())
    ledger.advance_pauses()


@app.task(
    name="duties.recompute",
    pass_context=False,
    retry=RetryStrategy(max_attempts=20, exponential_wait=2),
)
def recompute(
    first: str,
    last: str,
    body_id: int | None,
    note: str,
    actor_id: int | None,
    since: str,
    again: bool = True,
) -> None:
    """Compute again what counts a changed day; ``again``: look a second time a while later.

    Something that was being opened while the calendar changed may be stored after the first look.
    """
    from gongkai.duties.actions import recomputing  # inline: as above

    recomputing.recompute(
        date.fromisoformat(first),
        date.fromisoformat(last),
        body_id,
        note,
        actor_id=actor_id,
        since=datetime.fromisoformat(since),
    )
    if again:
        recompute.configure(schedule_in={"minutes": _SECOND_LOOK_MINUTES}).defer(
            first=first,
            last=last,
            body_id=body_id,
            note=note,
            actor_id=actor_id,
            since=timezone.now().isoformat(),
            again=False,
        )


@app.task(
    name="duties.retarget",
    pass_context=False,
    retry=RetryStrategy(max_attempts=20, exponential_wait=2),
)
def retarget(body_id: int, note: str, actor_id: int | None, again: bool = True) -> None:
    """Compute again what a body's own targets decide; ``again``: look a second time, as above."""
    from gongkai.duties.actions import retargeting  # inline: as above

    retargeting.retarget(body_id, note, actor_id=actor_id)
    if again:
        retarget.configure(schedule_in={"minutes": _SECOND_LOOK_MINUTES}).defer(
            body_id=body_id, note=note, actor_id=actor_id, again=False
        )


@app.periodic(cron="* * * * *")
@app.task(name="duties.take_up", pass_context=False, queueing_lock="duties.take_up")
async def take_up(timestamp: int) -> None:
    """Give recomputing to another worker where the one that did it has died."""
    for name in ("duties.recompute", "duties.retarget"):
        for job in await app.job_manager.get_stalled_jobs(task_name=name):
            await app.job_manager.retry_job(job)
