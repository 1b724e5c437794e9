"""Clocks start, move and stop on exact days; printed publishers become offices."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from gongkai.audit.models import AuditEntry
from gongkai.bodies.models import Office
from gongkai.duties import actions
from gongkai.duties.models import Obligation, Outcome, Resolution
from gongkai.duties.resolution import resolve
from gongkai.refusals import Refused
from tests.factories import PLAIN, a_body, a_duty

pytestmark = pytest.mark.django_db


def opened(item: str | None = None, formed_on: date = date(2026, 1, 30)) -> Obligation:
    duty = a_duty(a_body(), item) if item else a_duty(a_body())
    return actions.open_obligation(actor=None, duty=duty, occasion="名单", formed_on=formed_on)


@pytest.mark.parametrize(
    ("formed_on", "due_on"),
    [
        (date(2025, 1, 20), date(2025, 2, 21)),
        (date(2025, 10, 1), date(2025, 11, 4)),
        (date(2026, 1, 30), date(2026, 3, 5)),
        (date(2026, 9, 20), date(2026, 10, 23)),
    ],
)
@pytest.mark.parametrize("item", [None, PLAIN])
def test_twenty_working_days_with_or_without_a_printed_limit(
    item: str | None, formed_on: date, due_on: date
) -> None:
    clock = opened(item, formed_on)
    assert (clock.due_on, clock.provisional) == (due_on, False)
    assert ("PUB-26" in clock.derivation.rule) or item is None


@pytest.mark.parametrize(
    ("on", "late"),
    [
        (date(2026, 3, 5), 0),
        (date(2026, 3, 6), 1),
        (date(2026, 3, 7), 1),
        (date(2026, 3, 9), 2),
        (date(2026, 3, 13), 6),
    ],
)
def test_lateness_is_exact(on: date, late: int) -> None:
    clock = actions.fulfil_obligation(
        actor=None, obligation=opened(), on=on, outcome=Outcome.DISCLOSED
    )
    assert clock.late_working_days == late


def test_a_saturday_after_a_friday_is_late() -> None:
    clock = opened(formed_on=date(2026, 11, 20))
    assert clock.due_on == date(2026, 12, 18)
    done = actions.fulfil_obligation(
        actor=None, obligation=clock, on=date(2026, 12, 19), outcome=Outcome.DISCLOSED
    )
    assert done.late_working_days == 1


def test_a_moved_clock_says_from_when_to_when() -> None:
    moved = actions.recompute_obligation(
        actor=None, obligation=opened(), formed_on=date(2026, 2, 13)
    )
    assert moved.due_on == date(2026, 3, 19)
    entry = AuditEntry.objects.get(verb="duties.recompute_obligation")
    assert entry.before == {"formed_on": "2026-01-30", "due_on": "2026-03-05"}
    assert entry.after == {"formed_on": "2026-02-13", "due_on": "2026-03-19"}


def test_nothing_is_formed_tomorrow() -> None:
    with pytest.raises(Refused) as refusal:
        opened(formed_on=timezone.localdate() + timedelta(days=1))
    assert refusal.value.code == "formed-in-the-future"


OFFICES = ("办公室", "住房保障服务科", "人事科", "法规科", "新闻中心", "服务科")


@pytest.mark.parametrize(
    ("printed", "named", "any_office", "how"),
    [
        ("办公室", ["办公室"], False, Resolution.NAMED),
        ("办公室及相关科室", ["办公室"], True, Resolution.NAMED_AND_OTHERS),
        ("住房保障服务科", ["住房保障服务科"], False, Resolution.NAMED),
        ("人事科", ["人事科"], False, Resolution.NAMED),
        ("办公室、发文科室", ["办公室"], True, Resolution.NAMED_AND_OTHERS),
        ("办公室 发文科室 法规科", ["办公室", "法规科"], True, Resolution.NAMED_AND_OTHERS),
        ("相关职能科室", ["办公室"], True, Resolution.NAMED_AND_OTHERS),
        ("市住建局驻行政服务大厅窗口", ["办公室"], True, Resolution.BODY),
        ("办公室 新闻中心", ["办公室", "新闻中心"], False, Resolution.NAMED),
        ("新闻\n中心、办公室", ["新闻中心", "办公室"], False, Resolution.NAMED),
        ("区科技局", ["办公室"], True, Resolution.UNRESOLVED),
        ("市、区县人民政府住房保障行政主管部门", ["办公室"], True, Resolution.BODY),
        ("", ["办公室"], True, Resolution.UNRESOLVED),
    ],
)
def test_a_printed_publisher_becomes_offices(
    printed: str, named: list[str], any_office: bool, how: Resolution
) -> None:
    body = a_body("临河市住房和城乡建设局", short_name="市住建局", offices=OFFICES)
    answer = resolve(printed, body, list(Office.objects.filter(body=body)))
    assert [office.name for office in answer.offices] == named
    assert (answer.lead.name, answer.any_office, answer.resolution) == (named[0], any_office, how)
