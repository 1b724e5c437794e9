"""Which events the duties of a body wait for."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from gongkai.bodies.models import Body
from gongkai.catalog.limits.events import subject_of
from gongkai.catalog.model import LimitKind
from gongkai.duties.chaining import published_subjects
from gongkai.duties.limits import limit_of
from gongkai.duties.models import Chain, Duty, Item
from gongkai.duties.queries import duties_of

_WAITING = (LimitKind.AFTER_EVENT, LimitKind.BEFORE_EVENT)


def awaited_events(body: Body) -> dict[str, list[Duty]]:
    """Return the events (批复, 会议召开) that limits of the body's duties wait for, each with them.

    Not among them: that the information itself was formed, which is said when it is registered,
    and that another item was published, where the two are linked: that is seen by itself.
    """
    found: dict[str, list[Duty]] = {}
    linked = set(
        Chain.objects.filter(duty__body=body, ended_at=None).values_list("duty_id", flat=True)
    )
    for duty in duties_of(body).filter(applies=True):
        if duty.pk in linked and published_subjects(duty.item):
            continue
        for event in events_of(duty.item):
            found.setdefault(event, []).append(duty)
    return found


def event_duties(body: Body, name: str) -> list[Duty]:
    """Return the duties of the body whose limit waits for an event of this name, to propose.

    政府常务会议召开 finds what waits for 会议召开; 批复 finds 本级政府财政部门批复.
    """
    typed = "".join(name.split())
    if len(typed) < 2:
        return []
    found: dict[Duty, None] = {}
    for event, duties in awaited_events(body).items():
        if _same(typed, event):
            found |= dict.fromkeys(duties)
    return list(found)


def events_of(item: Item) -> list[str]:
    """Return the events the item's limit waits for, in the catalog's words; often none."""
    named = (
        clause.event
        for clause in limit_of(item).clauses
        if clause.kind in _WAITING and clause.event
    )
    return list(dict.fromkeys(one for one in named if not any(word in one for word in _forming())))


def _same(typed: str, event: str) -> bool:
    subject = subject_of(event)
    return typed in event or event in typed or (subject is not None and subject in typed)


@cache
def _forming() -> tuple[str, ...]:
    source = resources.files("gongkai.duties").joinpath("data/events.toml").read_text("utf-8")
    return tuple(tomllib.loads(source)["forming"]["words"])
