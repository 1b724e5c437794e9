"""What the board showed on a past day: the same answer, whenever it is asked."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.clocks.actions import change_day
from gongkai.clocks.models import DayKind
from gongkai.duties import actions
from gongkai.duties.models import Derivation, Duty, Obligation, ObligationChange, Outcome
from gongkai.duties.queries import as_of, open_as_of, open_obligations, with_state
from tests import factories as made
from tests.duties.clocked import duty_with, opened

pytestmark = pytest.mark.django_db

TWENTY = "自信息形成之日起20个工作日内"
FEBRUARY = date(2026, 2, 2)


@pytest.fixture
def duty() -> Duty:
    return duty_with(TWENTY)


def shown(duty: Duty, on: date) -> list[tuple[str, date]]:
    rows = as_of(Obligation.objects.filter(duty=duty), on).order_by("pk")
    return [(vars(row)["state"], vars(row)["due_then"]) for row in rows]


def at(monkeypatch: pytest.MonkeyPatch, day: date) -> date:
    made.set_today(monkeypatch, day)
    return day


def test_a_row_counts_from_the_day_it_was_opened(
    duty: Duty, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, date(2026, 3, 2))
    opened(duty, FEBRUARY)  # registered a month after it was formed
    assert shown(duty, date(2026, 3, 1)) == []
    assert shown(duty, date(2026, 3, 2)) == [("due", date(2026, 3, 6))]


def test_a_minute_before_midnight_in_shanghai_is_still_that_day(
    duty: Duty, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.set_today(monkeypatch, date(2026, 3, 2), hour=23)  # 15:00 in London
    opened(duty, FEBRUARY)
    made.set_today(monkeypatch, date(2026, 3, 3), hour=0)  # the evening before in London
    opened(duty, FEBRUARY)
    assert [len(shown(duty, date(2026, 3, day))) for day in (1, 2, 3)] == [0, 1, 2]


def test_what_was_met_later_was_owed_then(duty: Duty, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, FEBRUARY)
    obligation = opened(duty, FEBRUARY)
    at(monkeypatch, date(2026, 4, 1))
    actions.fulfil_obligation(
        actor=None, obligation=obligation, on=date(2026, 4, 1), outcome=Outcome.DISCLOSED
    )
    day = obligation.due_on
    assert day == date(2026, 3, 6)
    states = {on: shown(duty, on)[0][0] for on in (FEBRUARY, day, date(2026, 3, 31))}
    assert states == {FEBRUARY: "upcoming", day: "due", date(2026, 3, 31): "overdue"}
    assert shown(duty, date(2026, 4, 1)) == [("met_late", day)]


def test_what_was_excused_later_was_overdue_then(
    duty: Duty, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, FEBRUARY)
    obligation = opened(duty, FEBRUARY)
    Obligation.objects.filter(pk=obligation.pk).update(excused_on=date(2026, 4, 1))
    assert shown(duty, date(2026, 3, 31))[0][0] == "overdue"
    assert shown(duty, date(2026, 4, 1))[0][0] == "excused"


def test_the_due_date_is_the_one_that_held_then(
    duty: Duty, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, FEBRUARY)
    obligation = opened(duty, FEBRUARY)
    for day, formed_on in ((date(2026, 3, 2), date(2026, 2, 13)), (date(2026, 3, 5), FEBRUARY)):
        at(monkeypatch, day)
        actions.recompute_obligation(actor=None, obligation=obligation, formed_on=formed_on)
    at(monkeypatch, date(2026, 4, 1))
    first, second = date(2026, 3, 6), date(2026, 3, 19)
    found = [shown(duty, date(2026, 3, day))[0][1] for day in (1, 2, 4, 5, 31)]
    assert found == [first, second, second, first, first]


def test_a_mark_that_settled_later_stood_then(duty: Duty, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, date(2026, 11, 20))
    obligation = opened(duty, date(2026, 11, 20))
    was = obligation.derivation
    new = Derivation.objects.create(
        inputs=was.inputs,
        inputs_sha256="0" * 64,
        calendar_version="later",
        start_on=was.start_on,
        due_on=was.due_on,
        provisional=True,
    )
    Obligation.objects.filter(pk=obligation.pk).update(derivation=new, provisional=True)
    moment = at(monkeypatch, date(2026, 11, 25))
    ObligationChange.objects.create(
        obligation=obligation,
        cause=ObligationChange.Cause.CALENDAR,
        before=was,
        after=new,
        at=made.set_today(monkeypatch, moment),
    )
    rows = Obligation.objects.filter(duty=duty)
    marks = [vars(as_of(rows, date(2026, 11, day)).get())["provisional_then"] for day in (24, 25)]
    assert marks == [False, True]


def test_a_calendar_changed_later_colours_no_past_day(
    duty: Duty, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, FEBRUARY)
    opened(duty, FEBRUARY)  # due on 6 March: five working days are left on 28 February
    past = (date(2026, 2, 27), date(2026, 2, 28))
    assert [shown(duty, on)[0][0] for on in past] == ["upcoming", "due"]
    at(monkeypatch, date(2026, 4, 1))
    change_day(actor=None, body=None, on=date(2026, 3, 4), kind=DayKind.OFF, reason="补录当日放假")
    assert [shown(duty, on)[0][0] for on in past] == ["upcoming", "due"]


def test_what_was_open_on_31_march(duty: Duty, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, FEBRUARY)
    met, owed = opened(duty, FEBRUARY), opened(duty, FEBRUARY)
    at(monkeypatch, date(2026, 4, 7))
    opened(duty, FEBRUARY)
    actions.fulfil_obligation(
        actor=None, obligation=met, on=date(2026, 4, 7), outcome=Outcome.DISCLOSED
    )
    assert set(open_obligations(duty.body, on=date(2026, 3, 31))) == {met, owed}
    assert met not in open_obligations(duty.body)


def test_today_and_the_days_ahead_are_answered_from_the_rows_as_they_are(
    duty: Duty, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, FEBRUARY)
    opened(duty, FEBRUARY)
    rows = Obligation.objects.filter(duty=duty)
    ahead = with_state(rows, date(2026, 3, 10)).get()
    assert vars(ahead)["state"] == "overdue"
    assert "due_then" not in vars(ahead)
    assert open_as_of(rows, date(2026, 3, 10)).count() == 1


@pytest.mark.parametrize("on", [None, date(2026, 3, 31)])
def test_a_board_asks_once_however_much_is_on_it(
    duty: Duty,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: pytest.FixtureRequest,
    on: date | None,
) -> None:
    at(monkeypatch, FEBRUARY)
    for _ in range(12):
        opened(duty, FEBRUARY)
    at(monkeypatch, date(2026, 4, 7))
    open_obligations(duty.body, on)  # the calendar is read once in a request
    rows = open_obligations(duty.body, on)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(rows) == 12
