"""Obligations with an exact due date, and a body with a person for every part in a reminder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import count

from gongkai.bodies.models import Body, Officer, Role
from gongkai.duties.models import Derivation, Duty, Edition, Obligation, ObligationChange
from gongkai.reminders.models import Reminder
from tests import factories as make

_serial = count(1)

# Around the National Day of 2026: off are 25–27 September and 1–7 October; 10 October is worked.
THU_24 = date(2026, 9, 24)
MON_28 = date(2026, 9, 28)
TUE_29 = date(2026, 9, 29)
WED_30 = date(2026, 9, 30)
HOLIDAY = date(2026, 10, 3)
THU_8 = date(2026, 10, 8)
FRI_9 = date(2026, 10, 9)
SAT_10 = date(2026, 10, 10)
MON_12 = date(2026, 10, 12)
TUE_13 = date(2026, 10, 13)


@dataclass(frozen=True)
class House:
    """A body, its two offices, and who is there."""

    body: Body
    duty: Duty
    lin: Officer
    service: Officer
    head: Officer
    boss: Officer
    reviewer: Officer
    administrator: Officer


def a_house(name: str = "临河县住房保障中心") -> House:
    """Return a body: 林填报 edits in the leading office, 苏服务 in the other one of the duty."""
    body = make.a_body(name)
    office = make.an_office(body)
    head = make.an_officer(body, name="何主任")
    boss = make.an_officer(body, name="高局长")
    office.head, body.head = head, boss
    office.save()
    body.save()
    edition = Edition.objects.first() or make.an_edition()
    make.adopted(body, edition)
    return House(
        body=body,
        duty=make.a_duty(body),
        lin=make.an_officer(body, Role.EDITOR, name="林填报"),
        service=make.an_officer(
            make.an_office(body, make.SERVICE_OFFICE), Role.EDITOR, name="苏服务"
        ),
        head=head,
        boss=boss,
        reviewer=make.an_officer(body, Role.REVIEWER, name="沈审核"),
        administrator=make.an_officer(body, Role.ADMINISTRATOR, name="管理员甲"),
    )


def derived(due_on: date) -> Derivation:
    """Return a derivation that ends on ``due_on``."""
    return Derivation.objects.create(
        inputs_sha256=f"{next(_serial):064d}",
        calendar_version="test",
        start_on=date(2026, 9, 1),
        due_on=due_on,
        rule="TEST",
        article="测试",
    )


def owed(duty: Duty, due_on: date, occasion: str = "第三季度房源") -> Obligation:
    """Return something ``duty`` still owes, due on that day."""
    return Obligation.objects.create(
        body_id=duty.body_id,
        duty=duty,
        occasion=occasion,
        formed_on=date(2026, 9, 1),
        due_on=due_on,
        derivation=derived(due_on),
    )


def moved(
    obligation: Obligation, to: date, cause: str = ObligationChange.Cause.CALENDAR
) -> ObligationChange:
    """Have a changed calendar move the due date."""
    before, after = obligation.derivation, derived(to)
    obligation.due_on, obligation.derivation = to, after
    obligation.save()
    return ObligationChange.objects.create(
        obligation=obligation, cause=cause, before=before, after=after, note="载入2027年通知"
    )


def told_to(officer: Officer) -> list[tuple[date, str, int]]:
    """Return what an officer was told: on which day, what, how many working days."""
    rows = Reminder.objects.filter(officer=officer).order_by("on", "pk")
    return list(rows.values_list("on", "kind", "days"))


def everything() -> list[tuple[str, int, str, date, int]]:
    """Return every reminder there is, to be compared with another run."""
    rows = Reminder.objects.order_by("officer", "obligation", "kind", "on")
    return list(rows.values_list("officer__name", "obligation", "kind", "due_on", "days"))
