"""Which calendar a body counts by: the shipped one, notices and changed days laid over it."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from gongkai.bodies.models import Body, Tier
from gongkai.clocks.models import DayChange, DayKind, NoticeYear
from gongkai.clocks.queries import calendar_for, overlay_of, overlays_of
from gongkai.clocks.standing import begin_request, end_request
from gongkai.workdays import official
from tests import factories as made

MONDAY = date(2026, 4, 20)
SATURDAY = date(2026, 4, 25)


def a_change(
    body: Body | None, on: date = MONDAY, kind: DayKind = DayKind.OFF, **fields: object
) -> DayChange:
    return DayChange.objects.create(
        body=body, on=on, kind=kind, name="三月三", reason="当地放假", **fields
    )


def a_notice(year: int = 2027, *off: str, **fields: object) -> NoticeYear:
    return NoticeYear.objects.create(
        year=year,
        title=f"国务院办公厅关于{year}年部分节假日安排的通知",
        number="国办发明电〔2026〕9号",
        days=[{"on": on, "off": True, "name": "元旦"} for on in off or (f"{year}-01-01",)],
        verified=True,
        **fields,
    )


@pytest.fixture
def city(db: None) -> Body:
    return made.a_body("临河市人民政府", tier=Tier.CITY)


@pytest.fixture
def county(city: Body) -> Body:
    return made.a_body("临河县人民政府", parent=city)


@pytest.fixture
def township(county: Body) -> Body:
    return made.a_body("柳泉镇人民政府", tier=Tier.TOWNSHIP, parent=county)


@pytest.fixture
def sister(city: Body) -> Body:
    return made.a_body("东明县人民政府", parent=city)


def test_without_rows_every_body_counts_by_the_shipped_calendar(township: Body) -> None:
    assert calendar_for() is official()
    assert calendar_for(township.pk) is official()
    assert overlay_of(township.pk) == ()
    assert overlay_of(None) == ()


def test_a_day_off_for_the_whole_site_counts_for_every_body(township: Body) -> None:
    a_change(None)
    assert not calendar_for().is_working_day(MONDAY)
    assert calendar_for(township.pk) is calendar_for()
    assert overlay_of(township.pk) == ()


def test_the_countys_day_off_counts_for_its_township_and_not_for_the_sister(
    city: Body, county: Body, township: Body, sister: Body
) -> None:
    a_change(county)
    assert [
        calendar_for(body.pk).is_working_day(MONDAY) for body in (city, county, township, sister)
    ] == [True, False, False, True]
    assert [overlay_of(body.pk) for body in (city, county, township, sister)] == [
        (),
        (county.pk,),
        (county.pk,),
        (),
    ]
    assert calendar_for(county.pk) is calendar_for(township.pk)
    assert calendar_for(sister.pk) is calendar_for(None)


def test_a_bodys_own_change_goes_before_its_parents_and_these_before_the_sites(
    city: Body, county: Body, township: Body
) -> None:
    a_change(township, kind=DayKind.WORKING)
    a_change(city)
    a_change(None, on=SATURDAY, kind=DayKind.WORKING)
    a_change(county, on=SATURDAY, kind=DayKind.OFF)
    assert overlay_of(township.pk) == (township.pk, county.pk, city.pk)
    assert calendar_for(township.pk).is_working_day(MONDAY)
    assert not calendar_for(county.pk).is_working_day(MONDAY)
    assert not calendar_for(township.pk).is_working_day(SATURDAY)
    assert calendar_for(city.pk).is_working_day(SATURDAY)


def test_the_latest_change_of_a_day_holds(county: Body) -> None:
    a_change(county)
    a_change(county, kind=DayKind.HALF)
    assert calendar_for(county.pk).is_working_day(MONDAY)
    a_change(county)
    assert not calendar_for(county.pk).is_working_day(MONDAY)


def test_a_day_put_back_to_the_notice_leaves_no_overlay(county: Body, township: Body) -> None:
    a_change(county)
    a_change(county, kind=DayKind.AS_NOTICE)
    assert overlay_of(township.pk) == ()
    assert calendar_for(township.pk) is calendar_for()
    assert calendar_for(township.pk).version == official().version


def test_a_day_the_township_puts_back_counts_as_the_county_has_it(
    county: Body, township: Body
) -> None:
    a_change(county)
    a_change(township, kind=DayKind.WORKING)
    a_change(township, kind=DayKind.AS_NOTICE)
    assert not calendar_for(township.pk).is_working_day(MONDAY)


def test_half_a_day_off_is_a_working_day_that_says_so(county: Body) -> None:
    a_change(county, kind=DayKind.HALF, source="县政府通知")
    calendar = calendar_for(county.pk)
    row = calendar.half(MONDAY)
    assert row is not None
    assert (row.name, row.notice.cite()) == ("三月三", "《县政府通知》")
    assert calendar.row(MONDAY) is None
    assert calendar.is_working_day(MONDAY)


def test_the_townships_half_day_goes_before_the_countys_whole_one(
    county: Body, township: Body
) -> None:
    a_change(county)
    a_change(township, kind=DayKind.HALF)
    assert calendar_for(township.pk).is_working_day(MONDAY)
    assert not calendar_for(county.pk).is_working_day(MONDAY)


def test_a_change_without_a_source_is_still_to_be_checked(county: Body) -> None:
    a_change(county)
    row = calendar_for(county.pk).row(MONDAY)
    assert row is not None
    assert row.notice.cite() == "《工作日历调整》〔待核〕"


@pytest.mark.django_db
def test_an_imported_notice_settles_its_year() -> None:
    assert calendar_for().is_provisional(date(2027, 1, 4))
    a_notice(2027, "2027-01-01", "2027-01-04")
    calendar = calendar_for()
    assert not calendar.is_provisional(date(2027, 1, 4))
    assert not calendar.is_working_day(date(2027, 1, 4))
    assert calendar.is_working_day(date(2027, 2, 8))  # was a statutory day of the provisional year
    assert calendar.year_status(2027).notices[0].number == "国办发明电〔2026〕9号"
    assert calendar.is_provisional(date(2028, 1, 3))


@pytest.mark.django_db
def test_the_latest_notice_of_a_year_holds() -> None:
    a_notice(2027, "2027-01-01", "2027-01-04")
    a_notice(2027, "2027-01-01", "2027-01-05")
    assert calendar_for().is_working_day(date(2027, 1, 4))
    assert not calendar_for().is_working_day(date(2027, 1, 5))


@pytest.mark.django_db
def test_a_notice_of_a_shipped_year_takes_its_place_and_leaves_the_neighbours() -> None:
    a_notice(2019, "2019-01-01")
    calendar = calendar_for()
    assert calendar.is_working_day(date(2018, 12, 31))  # was off by the shipped notice of 2019
    assert not calendar.is_working_day(date(2018, 12, 29))  # a Saturday, no more made up for
    assert not calendar.is_working_day(date(2018, 10, 1))
    assert not calendar.is_working_day(date(2020, 10, 1))


@pytest.mark.django_db
def test_as_of_an_earlier_moment_later_rows_are_not_known() -> None:
    early = datetime(2026, 3, 1, tzinfo=UTC)
    a_change(None, recorded_at=early)
    a_change(None, on=date(2026, 4, 21), recorded_at=early + timedelta(days=2))
    a_notice(2027, recorded_at=early + timedelta(days=3))
    asked = [early - timedelta(seconds=1), early, early + timedelta(days=2), None]
    calendars = [calendar_for(known_at=moment) for moment in asked]
    assert [one.is_working_day(MONDAY) for one in calendars] == [True, False, False, False]
    assert [one.is_working_day(date(2026, 4, 21)) for one in calendars] == [
        True,
        True,
        False,
        False,
    ]
    assert [one.is_provisional(date(2027, 1, 1)) for one in calendars] == [True, True, True, False]
    assert calendars[0] is official()
    assert calendar_for(known_at=early + timedelta(days=1)) is calendars[1]


def test_two_hundred_bodies_cost_one_question(county: Body) -> None:
    bodies = [made.a_body(f"第{n}号村委会", parent=county, offices=()) for n in range(200)]
    a_change(county)
    calendar_for(county.pk)
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        found = {calendar_for(body.pk).version for body in bodies}
        overlays = {overlay_of(body.pk) for body in bodies}
    assert len(found) == 1
    assert overlays == {(county.pk,)}
    assert len([one for one in asked if "SELECT" in one["sql"]]) == 0


@pytest.mark.django_db(transaction=True)
def test_the_overlays_of_two_hundred_bodies_cost_one_question_outside_a_transaction() -> None:
    county = made.a_body("临河县人民政府")
    bodies = [made.a_body(f"第{n}号村委会", parent=county, offices=()).pk for n in range(200)]
    own = a_change(made.a_body("柳泉镇人民政府", parent=county)).body_id
    a_change(county)
    overlays_of(bodies)
    with CaptureQueriesContext(connection) as asked:
        found = overlays_of([*bodies, own or 0])
    assert len(asked) == 1
    assert found.pop(own or 0) == (own, county.pk)
    assert set(found.values()) == {(county.pk,)}


@pytest.mark.django_db
def test_what_a_rolled_back_step_wrote_is_forgotten_with_it() -> None:
    assert calendar_for().is_working_day(MONDAY)
    with transaction.atomic():
        a_change(None)
        assert not calendar_for().is_working_day(MONDAY)
        transaction.set_rollback(True)
    assert calendar_for().is_working_day(MONDAY)


@pytest.mark.django_db
def test_a_row_kept_by_an_inner_step_is_seen_by_the_outer() -> None:
    assert calendar_for().is_working_day(MONDAY)
    with transaction.atomic():
        a_change(None)
    assert not calendar_for().is_working_day(MONDAY)


@pytest.mark.django_db
def test_a_body_made_later_below_the_county_has_its_overlay() -> None:
    county = made.a_body("临河县人民政府")
    a_change(county)
    assert overlay_of(county.pk) == (county.pk,)
    late = made.a_body("柳泉镇人民政府", parent=county)
    assert overlay_of(late.pk) == (county.pk,)


@pytest.mark.django_db(transaction=True)
def test_another_process_is_seen_by_the_next_transaction_and_the_next_request() -> None:
    with transaction.atomic():
        assert calendar_for().is_working_day(MONDAY)
        _elsewhere(lambda: a_change(None))
        assert calendar_for().is_working_day(MONDAY)  # one calendar throughout
    assert not calendar_for().is_working_day(MONDAY)
    begin_request()
    assert not calendar_for().is_working_day(MONDAY)
    _elsewhere(lambda: a_change(None, kind=DayKind.AS_NOTICE))
    with CaptureQueriesContext(connection) as asked:
        assert not calendar_for().is_working_day(MONDAY)
    assert len(asked) == 0
    end_request()
    assert calendar_for().is_working_day(MONDAY)


@pytest.mark.django_db(transaction=True)
def test_outside_transaction_and_request_every_question_looks() -> None:
    assert calendar_for().is_working_day(MONDAY)
    _elsewhere(lambda: a_change(None))
    with CaptureQueriesContext(connection) as asked:
        assert not calendar_for().is_working_day(MONDAY)
        assert not calendar_for().is_working_day(MONDAY)
    assert len([one for one in asked if "max(id)" in one["sql"]]) == 2


def _elsewhere(act: object) -> None:
    """Do it in another thread, whose connection is as foreign as another process's."""

    def run() -> None:
        try:
            act()  # type: ignore[operator]
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
