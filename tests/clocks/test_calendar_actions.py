"""Who may load a notice and change a day, what is refused, and who is told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import close_old_connections, connection
from django.utils import timezone

from gongkai.audit.models import AuditEntry
from gongkai.bodies.models import Body, Officer, Role
from gongkai.clocks.actions import change_day, import_notice
from gongkai.clocks.models import DayChange, DayKind, NoticeYear
from gongkai.clocks.queries import calendar_for, calendar_with, changes_for
from gongkai.clocks.signals import calendar_changed
from gongkai.refusals import Refused
from gongkai.workdays import official
from gongkai.workdays.notices import YearNotice, read_notice
from gongkai.workdays.official import data_folder
from tests import factories as made
from tests.clocks.letters import LETTER

MONDAY = date(2026, 4, 20)
SATURDAY = date(2026, 4, 25)
NOTICE = read_notice(LETTER.encode(), "2027.txt")

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> Body:
    return made.a_body("临河县人民政府")


@pytest.fixture
def township(county: Body) -> Body:
    return made.a_body("柳泉镇人民政府", parent=county)


@pytest.fixture
def told() -> Iterator[list[dict[str, Any]]]:
    """What the rooms above are told."""
    heard: list[dict[str, Any]] = []

    def hear(**said: Any) -> None:
        heard.append({key: said[key] for key in ("first", "last", "body", "note", "actor")})

    calendar_changed.connect(hear)
    yield heard
    calendar_changed.disconnect(hear)


def an_administrator(body: Body, name: str = "梁管理") -> Officer:
    return made.an_officer(body, Role.ADMINISTRATOR, name=name)


def imported(actor: Officer | None = None, read: YearNotice = NOTICE) -> NoticeYear:
    return import_notice(actor=actor, read=read, source_name="2027.txt", source_sha256="0" * 64)


def changed(
    actor: Officer | None, body: Body | None, kind: DayKind = DayKind.OFF, **what: Any
) -> DayChange:
    chosen: dict[str, Any] = {"on": MONDAY, "reason": "当地放假"} | what
    return change_day(actor=actor, body=body, kind=kind, **chosen)


def refused(code: str, act: Any) -> str:
    before = (DayChange.objects.count(), NoticeYear.objects.count(), AuditEntry.objects.count())
    with pytest.raises(Refused) as refusal:
        act()
    assert refusal.value.code == code
    after = (DayChange.objects.count(), NoticeYear.objects.count(), AuditEntry.objects.count())
    assert after == before
    return refusal.value.message


# A year's notice


def test_the_command_line_loads_a_notice_and_the_year_settles(told: list[dict[str, Any]]) -> None:
    row = imported()
    assert (row.year, row.number, row.verified) == (2027, "国办发明电〔2026〕9号", True)
    calendar = calendar_for()
    assert not calendar.is_provisional(date(2027, 6, 1))
    assert calendar.is_working_day(date(2027, 2, 14))
    assert not calendar.is_working_day(date(2027, 10, 7))
    entry = AuditEntry.objects.get(verb="clocks.import_notice")
    assert (entry.actor_name, entry.body_id) == ("系统", None)
    assert (entry.after["off"], entry.after["work"]) == (27, 6)
    assert told == [
        {
            "first": date(2027, 1, 1),
            "last": date(2027, 12, 31),
            "body": None,
            "note": "载入《国务院办公厅关于2027年部分节假日安排的通知》（国办发明电〔2026〕9号）",
            "actor": None,
        }
    ]


def test_the_administrator_of_the_county_government_may_load_it(county: Body) -> None:
    liang = an_administrator(county)
    assert imported(liang).recorded_by == liang
    assert AuditEntry.objects.get(verb="clocks.import_notice").body_id == county.pk


def test_the_townships_administrator_may_not(township: Body) -> None:
    su = an_administrator(township, "苏管理")
    said = refused("not-the-top", lambda: imported(su))
    assert "没有上级机关" in said


def test_an_editor_may_not(county: Body) -> None:
    lin = made.an_officer(county, Role.EDITOR)
    refused("wrong-role", lambda: imported(lin))


def test_the_same_notice_twice_changes_nothing(told: list[dict[str, Any]]) -> None:
    imported()
    assert "没有变化" in refused("no-change", imported)
    assert len(told) == 1


def test_a_shipped_year_loaded_again_changes_nothing() -> None:
    data = (data_folder() / "years" / "2025.toml").read_bytes()
    refused("no-change", lambda: imported(read=read_notice(data, "2025.toml")))


def test_a_corrected_notice_tells_of_the_days_it_changes(told: list[dict[str, Any]]) -> None:
    imported()
    corrected = LETTER.replace("6月9日放假1天", "6月9日至10日放假，共2天")
    imported(read=read_notice(corrected.encode(), "2027.txt"))
    assert not calendar_for().is_working_day(date(2027, 6, 10))
    assert (told[1]["first"], told[1]["last"]) == (date(2027, 6, 10), date(2027, 6, 10))
    assert NoticeYear.objects.count() == 2


def test_a_notice_too_far_ahead_is_refused() -> None:
    year = timezone.localdate().year + 3
    refused("day-too-far", lambda: imported(read=YearNotice(year, NOTICE.notice, ())))


def test_a_preview_shows_the_calendar_to_be_and_stores_nothing() -> None:
    preview = calendar_with(NOTICE)
    assert not preview.is_provisional(date(2027, 6, 1))
    assert calendar_for() is official()
    imported()
    assert calendar_for().version == preview.version


# One day


def test_the_countys_administrator_gives_the_county_and_all_below_a_day_off(
    county: Body, township: Body, told: list[dict[str, Any]]
) -> None:
    liang = an_administrator(county)
    row = changed(liang, county, name="三月三", source="《县政府通知》", reason=" 民族节日 ")
    assert (row.name, row.source, row.reason) == ("三月三", "县政府通知", "民族节日")
    assert not calendar_for(township.pk).is_working_day(MONDAY)
    assert calendar_for().is_working_day(MONDAY)
    entry = AuditEntry.objects.get(verb="clocks.change_day")
    assert (entry.actor, entry.body_id, entry.reason) == (liang, county.pk, "民族节日")
    assert (entry.before, entry.after) == (
        {"on": "2026-04-20", "day": "上班"},
        {"day": "放假（三月三）", "source": "县政府通知"},
    )
    assert told == [
        {
            "first": MONDAY,
            "last": MONDAY,
            "body": county,
            "note": "2026年4月20日由“上班”改为“放假（三月三）”：民族节日",
            "actor": liang,
        }
    ]


def test_the_townships_administrator_changes_her_own_calendar_only(
    county: Body, township: Body
) -> None:
    su = an_administrator(township, "苏管理")
    changed(su, township)
    assert "柳泉镇" not in refused("another-body", lambda: changed(su, county))
    refused("not-the-top", lambda: changed(su, None))
    assert calendar_for(county.pk).is_working_day(MONDAY)


def test_the_county_does_not_write_into_the_townships_own_calendar(
    county: Body, township: Body
) -> None:
    liang = an_administrator(county)
    refused("another-body", lambda: changed(liang, township))


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_no_other_role_changes_a_day(county: Body, role: Role) -> None:
    officer = made.an_officer(county, role)
    refused("wrong-role", lambda: changed(officer, county))
    refused("wrong-role", lambda: changed(officer, None))


def test_the_administrator_at_the_top_changes_a_day_for_the_whole_site(
    county: Body, township: Body
) -> None:
    changed(an_administrator(county), None)
    stranger = made.a_body("东明市水务局")
    assert not calendar_for(stranger.pk).is_working_day(MONDAY)


def test_a_day_changed_is_put_back(county: Body, township: Body) -> None:
    liang = an_administrator(county)
    changed(liang, county)
    changed(liang, county, DayKind.AS_NOTICE, reason="写错了")
    assert calendar_for(township.pk) is calendar_for()
    assert [row.kind for row in changes_for(township.pk)] == ["as_notice", "off"]


def test_a_weekend_is_made_a_working_day_and_a_half_day_stays_one(county: Body) -> None:
    liang = an_administrator(county)
    changed(liang, county, DayKind.WORKING, on=SATURDAY)
    changed(liang, county, DayKind.HALF, name="妇女节")
    calendar = calendar_for(county.pk)
    assert calendar.is_working_day(SATURDAY)
    assert calendar.is_working_day(MONDAY)
    half = calendar.half(MONDAY)
    assert half is not None
    assert half.name == "妇女节"


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_without_a_reason_nothing_is_changed(county: Body, reason: str) -> None:
    liang = an_administrator(county)
    refused("no-reason", lambda: changed(liang, county, reason=reason))


def test_the_same_change_twice_is_refused(county: Body) -> None:
    liang = an_administrator(county)
    changed(liang, county)
    said = refused("same-change", lambda: changed(liang, county, reason="再来一次"))
    assert said == "2026年4月20日已经调整为“放假”，不用再调整。"


@pytest.mark.parametrize(
    ("on", "kind"),
    [
        (SATURDAY, DayKind.OFF),
        (date(2026, 10, 1), DayKind.OFF),
        (MONDAY, DayKind.WORKING),
        (date(2026, 10, 10), DayKind.WORKING),
        (SATURDAY, DayKind.HALF),
        (MONDAY, DayKind.AS_NOTICE),
    ],
)
def test_what_is_so_already_is_no_change(county: Body, on: date, kind: DayKind) -> None:
    liang = an_administrator(county)
    assert "没有变化" in refused("no-change", lambda: changed(liang, county, kind, on=on))


def test_what_the_county_has_off_the_township_need_not_change(county: Body, township: Body) -> None:
    su = an_administrator(township, "苏管理")
    changed(None, county)
    refused("no-change", lambda: changed(su, township))
    refused("no-change", lambda: changed(su, township, DayKind.AS_NOTICE))


def test_days_out_of_reach_are_refused(county: Body) -> None:
    refused("day_before_calendar", lambda: changed(None, county, on=date(2003, 12, 31)))
    far = date(timezone.localdate().year + 3, 1, 4)
    refused("day-too-far", lambda: changed(None, county, on=far))


def test_a_day_of_a_provisional_year_may_be_changed_and_stays_provisional(county: Body) -> None:
    on = date(2027, 4, 21)
    changed(None, county, on=on)
    calendar = calendar_for(county.pk)
    assert not calendar.is_working_day(on)
    assert calendar.is_provisional(on)


def test_too_long_a_name_is_refused_in_words(county: Body) -> None:
    refused("form", lambda: changed(None, county, name="节" * 61))


def test_the_changed_day_stays_changed_when_the_notice_comes(county: Body) -> None:
    on = date(2027, 4, 21)
    changed(None, county, on=on)
    imported()
    assert not calendar_for(county.pk).is_working_day(on)
    assert calendar_for().is_working_day(on)


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_at_once_one_changes_the_day_and_the_other_is_told() -> None:
    body = made.a_body("临河县人民政府")
    both = [an_administrator(body, name) for name in ("梁管理", "苏管理")]
    start = threading.Barrier(2)
    codes: list[str] = []

    def act(officer: Officer) -> None:
        try:
            start.wait(timeout=30)
            changed(officer, body)
            codes.append("done")
        except Refused as refusal:
            codes.append(refusal.code)
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=act, args=[officer]) for officer in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == ["done", "same-change"]
    assert DayChange.objects.count() == 1
    assert MONDAY + timedelta(days=1) == calendar_for(body.pk).next_working_day(MONDAY)
