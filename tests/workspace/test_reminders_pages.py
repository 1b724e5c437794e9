"""The inbox of reminders, their settings, and the calendar behind a private address."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from pytest_django import Settings

from gongkai.audit.models import AuditEntry
from gongkai.bodies.models import Officer, Role
from gongkai.reminders.feed import address_of, token_of
from gongkai.reminders.models import CalendarFeed, Letter, LetterState, Reminder, ReminderSettings
from gongkai.reminders.telling import tell
from tests import factories as make
from tests.reminders.owing import FRI_9, MON_12, WED_30, House, a_house, owed
from tests.workspace.around import address, as_officer, queries_of, said, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    house = a_house()
    owed(house.duty, FRI_9)
    tell(WED_30)
    return house


def inbox(officer: Officer) -> str:
    return text_of(as_officer(officer).get(address("reminders")))


def frame(officer: Officer) -> str:
    page = as_officer(officer).get(address("my_work")).content.decode()
    return re.sub(r"<[^>]+>", "", page.partition("<main")[0])


def test_lin_sees_what_is_due_in_how_many_working_days(house: House) -> None:
    page = inbox(house.lin)
    assert "1条未读" in page
    assert "快到期 未读 保障资格审核结果：第三季度房源" in page
    assert "10月9日到期，还有2个工作日。" in page


def test_the_navigation_says_how_many_are_unread(house: House) -> None:
    assert "提醒 1条未读" in frame(house.lin)
    as_officer(house.lin).post(address("reminders_read"))
    assert "条未读" not in frame(house.lin)


def test_who_has_no_role_and_heads_an_office_finds_reminders(house: House) -> None:
    tell(date(2026, 10, 10))
    assert "提醒 1条未读" in frame(house.head)
    assert "本科室逾期，告知负责人" in inbox(house.head)


def test_unread_ones_come_first(house: House) -> None:
    client = as_officer(house.lin)
    client.post(address("reminders_read"))
    owed(house.duty, MON_12, "第四批房源")
    tell(FRI_9)
    page = inbox(house.lin)
    assert page.index("第四批房源") < page.rindex("第三季度房源")


def test_one_reminder_is_marked_read_and_only_ones_own(house: House) -> None:
    su = Reminder.objects.get(officer=house.service)
    answer = as_officer(house.lin).post(address("reminders_read"), {"reminder": su.pk})
    assert said(answer) == ["已把0条提醒标为已读。"]
    answer = as_officer(house.service).post(address("reminders_read"), {"reminder": su.pk})
    assert said(answer) == ["已把1条提醒标为已读。"]


def test_what_was_done_since_says_so(house: House) -> None:
    obligation = Reminder.objects.filter(officer=house.lin).get().obligation
    obligation.excused_on = WED_30
    obligation.save()
    assert "已于9月30日办结。" in inbox(house.lin)


def test_the_page_asks_as_often_for_many_as_for_one(house: House) -> None:
    client = as_officer(house.lin)
    few = queries_of(client, address("reminders"))
    for n in range(10):
        owed(house.duty, MON_12, f"第{n}批")
    tell(FRI_9)
    assert Reminder.objects.filter(officer=house.lin).count() == 12
    assert queries_of(client, address("reminders")) == few


# Settings


def test_an_administrator_sets_the_times_and_the_trail_has_it(house: House) -> None:
    client = as_officer(house.administrator)
    typed = {
        "days_before": "7，3、0",
        "to_office_head_after": "2",
        "to_body_head_after": "5",
    }
    answer = client.post(address("reminder_settings"), typed)
    assert said(answer) == ["已保存提醒设置，从下一次提醒起生效。"]
    row = ReminderSettings.objects.get(body=house.body)
    assert (row.days_before, row.escalate_to_office_after, row.by_mail) == ([7, 3, 0], 2, False)
    entry = AuditEntry.objects.get(verb="reminders.set_times")
    assert entry.before["days_before"] == [5, 2, 0]
    assert entry.after["days_before"] == [7, 3, 0]
    assert 'value="7、3、0"' in client.get(address("reminder_settings")).content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"days_before": "五天"}, "请写数字"),
        ({"days_before": "70"}, "在 0 到 60 之间"),
        ({"to_office_head_after": "4"}, "告知机关负责人不能早于告知科室负责人"),
        ({"to_body_head_after": "0"}, "逾期几个工作日告知机关负责人"),
        ({"to_body_head_after": ""}, "逾期几个工作日告知机关负责人"),
    ],
)
def test_times_that_make_no_sense_are_refused_and_nothing_changes(
    house: House, typed: dict[str, str], words: str
) -> None:
    good = {"days_before": "5、2", "to_office_head_after": "1", "to_body_head_after": "3"}
    answer = as_officer(house.administrator).post(address("reminder_settings"), {**good, **typed})
    assert words in said(answer)[0]
    assert not ReminderSettings.objects.exists()


def test_nobody_but_the_administrator_opens_the_settings(house: House) -> None:
    for who in (house.lin, house.reviewer, house.head):
        assert as_officer(who).get(address("reminder_settings")).status_code == 403
        assert as_officer(who).post(address("reminder_settings"), {}).status_code == 403
        assert as_officer(who).post(address("reminder_test_letter")).status_code == 403
    assert Client().get(address("reminder_settings")).status_code == 302


def test_the_administrator_sees_which_letters_did_not_arrive(house: House) -> None:
    today = timezone.localdate()
    Letter.objects.create(
        officer=house.lin,
        on=today,
        to="lin@example.gov.cn",
        message_id="<1@test>",
        state=LetterState.FAILED,
        tries=3,
        error="550 无此用户",
    )
    page = text_of(as_officer(house.administrator).get(address("reminder_settings")))
    assert "林填报（办公室）" in page
    assert "发送失败（试过3次） 550 无此用户" in page
    other = a_house("临河县教育局")
    page = text_of(as_officer(other.administrator).get(address("reminder_settings")))
    assert "最近一个月没有这样的邮件" in page


def test_a_test_letter_says_what_is_missing(house: House, mailoutbox: list[object]) -> None:
    client = as_officer(house.administrator)
    assert said(client.post(address("reminder_test_letter"))) == [
        "您还没有登记电子邮箱，请先在人员页填写。"
    ]
    house.administrator.email = "admin@example.gov.cn"
    house.administrator.save()
    answer = as_officer(house.administrator).post(address("reminder_test_letter"))
    assert said(answer) == ["已向 admin@example.gov.cn 发出测试邮件。"]
    assert len(mailoutbox) == 1


def test_a_site_without_mail_says_so(house: House, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert "提醒只在这里显示" in inbox(house.lin)
    page = text_of(as_officer(house.administrator).get(address("reminder_settings")))
    assert "没有设置邮件服务器" in page


def test_everybody_sets_their_own_address_here(house: House) -> None:
    answer = as_officer(house.lin).post(
        address("officer_email", house.lin.pk), {"email": "lin@example.gov.cn"}
    )
    assert answer.headers["Location"] == address("reminders")
    house.lin.refresh_from_db()
    assert house.lin.email == "lin@example.gov.cn"


# The calendar


def the_feed(officer: Officer) -> str:
    as_officer(officer).post(address("feed_renew"))
    return address_of(CalendarFeed.objects.get(officer=officer))


def events(url: str) -> list[dict[str, str]]:
    answer = Client().get(url)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in answer.headers["Cache-Control"]
    calendar = Calendar.from_ical(answer.content)
    return [
        {
            "uid": str(event["UID"]),
            "on": event.decoded("DTSTART").isoformat(),
            "end": event.decoded("DTEND").isoformat(),
            "title": str(event["SUMMARY"]),
            "status": str(event["STATUS"]),
        }
        for event in calendar.walk("VEVENT")
    ]


def test_the_calendar_has_each_open_obligation_as_a_day_without_signing_in(house: House) -> None:
    soon = owed(house.duty, MON_12, "第四批房源")
    soon.provisional = True
    soon.save()
    found = events(the_feed(house.lin))
    assert [event["on"] for event in found] == ["2026-10-09", "2026-10-12"]
    assert found[1] == {
        "uid": f"obligation-{soon.pk}@gongkai.invalid",
        "on": "2026-10-12",
        "end": "2026-10-13",
        "title": "（暂定）公开到期：保障资格审核结果：第四批房源",
        "status": "TENTATIVE",
    }


def test_the_name_of_an_event_stays_when_its_day_moves(house: House) -> None:
    url = the_feed(house.lin)
    before = events(url)[0]["uid"]
    obligation = Reminder.objects.filter(officer=house.lin).get().obligation
    obligation.due_on = MON_12
    obligation.save()
    assert events(url)[0]["uid"] == before


def test_a_new_address_makes_the_old_one_worthless(house: House) -> None:
    old = the_feed(house.lin)
    new = the_feed(house.lin)
    assert old != new
    assert Client().get(old).status_code == 404
    assert events(new)


@pytest.mark.parametrize(
    "change",
    [
        lambda token: token[:-1] + ("a" if token[-1] != "a" else "b"),
        lambda token: "9999-1." + token.partition(".")[2],
        lambda token: token.partition(".")[0],
        lambda _token: "x",
        lambda token: token.upper(),
    ],
    ids=["another-sign", "another-officer", "no-sign", "nothing", "capitals"],
)
def test_a_forged_address_leads_nowhere(house: House, change: object) -> None:
    the_feed(house.lin)
    token = token_of(CalendarFeed.objects.get(officer=house.lin))
    assert callable(change)
    assert Client().get(address("feed", change(token))).status_code == 404


def test_who_left_has_no_calendar(house: House) -> None:
    url = the_feed(house.lin)
    Officer.objects.filter(pk=house.lin.pk).update(is_active=False)
    assert Client().get(url).status_code == 404


def test_the_calendar_has_nothing_of_another_body_and_no_names(house: House) -> None:
    other = a_house("临河县教育局")
    owed(other.duty, MON_12, "外局的事")
    url = the_feed(house.lin)
    text = Client().get(url).content.decode()
    assert "外局的事" not in text
    assert not [one.name for one in Officer.objects.all() if one.name in text]


def test_what_a_colleague_holds_is_not_in_ones_calendar(house: House) -> None:
    colleague = make.an_officer(house.lin.office, Role.EDITOR, name="乔填报")
    house.duty.officer = colleague
    house.duty.save()
    assert events(the_feed(house.lin)) == []
    assert len(events(the_feed(colleague))) == 1


def test_a_page_with_a_private_address_is_kept_by_nobody(house: House) -> None:
    the_feed(house.lin)
    answer = as_officer(house.lin).get(address("reminders"))
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "http://testserver/workspace/feed/" in answer.content.decode()
