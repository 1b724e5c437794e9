"""One letter a day, what it says, and what becomes of one the server did not take."""

from __future__ import annotations

import smtplib
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from gongkai.bodies.models import Officer, Role
from gongkai.refusals import Refused
from gongkai.reminders.letters import AGAIN, write_letters
from gongkai.reminders.models import Letter, LetterState, Reminder, ReminderSettings
from gongkai.reminders.passing import remind, remind_if_time
from gongkai.reminders.sending import send_test
from gongkai.reminders.telling import tell
from gongkai.reminders.wording import says
from tests import factories as make
from tests.reminders.mail import Server, ids, raising
from tests.reminders.owing import (
    FRI_9,
    HOLIDAY,
    MON_12,
    SAT_10,
    THU_8,
    TUE_29,
    WED_30,
    House,
    a_house,
    moved,
    owed,
)

pytestmark = pytest.mark.django_db


def with_address(officer: Officer) -> Officer:
    officer.email = f"{officer.username}@example.gov.cn"
    officer.save(update_fields=["email"])
    return officer


@pytest.fixture
def house() -> House:
    house = a_house()
    with_address(house.lin)
    return house


def the_text() -> str:
    return str(Server.taken[-1].body)


def test_lin_gets_one_letter_with_everything_of_the_day(house: House) -> None:
    owed(house.duty, FRI_9)
    owed(house.duty, date(2026, 9, 29), "房源公告")
    remind(TUE_29)
    done = remind(WED_30)
    assert (done.letters, done.sent.handed_over) == (1, 1)
    message = Server.taken[-1]
    assert message.to == [house.lin.email]
    assert message.subject == "政务公开提醒（9月30日）：1项已逾期、1项快到期"
    assert "保障资格审核结果：第三季度房源\n  10月9日到期，还有2个工作日。" in the_text()
    assert "9月29日到期，已逾期1个工作日。" in the_text()


def test_the_letter_links_to_the_site_by_its_public_address(house: House) -> None:
    obligation = owed(house.duty, FRI_9)
    remind(WED_30)
    assert f"https://gk.example.gov.cn/workspace/obligations/{obligation.pk}/" in the_text()


def test_without_a_public_address_a_letter_has_no_links(house: House, settings: Settings) -> None:
    settings.PUBLIC_ADDRESS = ""
    owed(house.duty, FRI_9)
    remind(WED_30)
    assert "http" not in the_text()
    assert "请登录公开工作台" in the_text()


def test_the_letter_names_no_person_but_its_reader(house: House) -> None:
    owed(house.duty, FRI_9)
    remind(WED_30)
    others = Officer.objects.exclude(pk=house.lin.pk).values_list("name", flat=True)
    assert not [name for name in others if name in the_text()]


def test_signs_of_markup_in_an_occasion_stay_as_they_are(house: House) -> None:
    owed(house.duty, FRI_9, "关于<公租房>&配租")
    remind(WED_30)
    assert "关于<公租房>&配租" in the_text()


def test_the_name_of_a_letter_is_the_same_however_often_it_is_made(house: House) -> None:
    owed(house.duty, FRI_9)
    remind(WED_30)
    assert ids() == [f"<reminders.{house.lin.pk}.20260930@gk.example.gov.cn>"]


def test_who_has_no_address_has_the_reminder_in_the_workspace_alone(house: House) -> None:
    owed(house.duty, FRI_9)
    remind(WED_30)
    assert Reminder.objects.filter(officer=house.service, letter=None).exists()
    assert [letter.officer for letter in Letter.objects.all()] == [house.lin]


def test_a_body_that_wants_no_mail_gets_none(house: House) -> None:
    ReminderSettings.objects.create(
        body=house.body,
        days_before=[2],
        escalate_to_office_after=1,
        escalate_to_body_after=3,
        by_mail=False,
    )
    owed(house.duty, FRI_9)
    assert remind(WED_30).told == 2
    assert Server.taken == []


def test_a_site_without_a_mail_server_writes_no_letters(house: House, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    owed(house.duty, FRI_9)
    assert remind(WED_30).told == 2
    assert not Letter.objects.exists()
    with pytest.raises(Refused, match="没有设置邮件服务器"):
        send_test(actor=house.lin)


def test_what_was_done_before_the_letter_leaves_is_not_in_it(house: House) -> None:
    obligation = owed(house.duty, FRI_9)
    tell(WED_30)
    write_letters(WED_30)
    obligation.excused_on = WED_30
    obligation.save()
    assert remind(WED_30).sent.handed_over == 0
    assert Server.taken == []
    assert not Letter.objects.exists()


def test_a_letter_marks_a_date_that_waits_for_the_notice_of_its_year(house: House) -> None:
    obligation = owed(house.duty, FRI_9)
    obligation.provisional = True
    obligation.save()
    remind(WED_30)
    assert "10月9日（暂定）到期，还有2个工作日。" in the_text()
    remind(FRI_9)
    assert "今天（10月9日）到期（暂定）。" in the_text()
    obligation.provisional = False
    obligation.save()
    assert says(Reminder.objects.earliest("pk")) == "10月9日到期，还有2个工作日。"


def test_a_letter_says_why_a_date_moved(house: House) -> None:
    moved(owed(house.duty, date(2026, 12, 30)), date(2026, 12, 31))
    remind(WED_30)
    assert "到期日由12月30日改为12月31日：载入2027年通知" in the_text()


def test_a_day_of_another_year_is_said_with_its_year(house: House) -> None:
    owed(house.duty, date(2025, 12, 31))
    remind(WED_30)
    assert "2025年12月31日到期，已逾期" in the_text()


# What the server does not take


def test_an_address_that_does_not_exist_is_tried_once_and_shown(house: House) -> None:
    refused = smtplib.SMTPRecipientsRefused({house.lin.email: (550, "无此用户".encode())})
    Server.answer = raising(refused)
    owed(house.duty, FRI_9)
    assert remind(WED_30).sent.refused == 1
    letter = Letter.objects.get()
    assert (letter.state, letter.error) == (LetterState.FAILED, "550 无此用户")
    Server.answer = None
    assert remind(WED_30).sent.handed_over == 0


def test_a_full_mailbox_is_tried_three_times(house: House) -> None:
    refused = smtplib.SMTPRecipientsRefused({house.lin.email: (452, b"mailbox full")})
    Server.answer = raising(refused)
    owed(house.duty, FRI_9)
    states = []
    for _ in range(4):
        remind(WED_30)
        states.append(Letter.objects.get().state)
    assert states == ["waiting", "waiting", "failed", "failed"]
    assert Letter.objects.get().tries == 3


def test_what_is_refused_for_a_while_is_taken_later_and_once(house: House) -> None:
    Server.answer = raising(smtplib.SMTPDataError(451, b"try again later"))
    owed(house.duty, FRI_9)
    remind(WED_30)
    Server.answer = None
    assert remind(WED_30).sent.handed_over == 1
    assert remind(WED_30).sent.handed_over == 0
    assert len(ids()) == 1


def test_a_server_that_does_not_answer_leaves_every_letter_waiting(house: House) -> None:
    Server.opening = raising(ConnectionRefusedError(111, "refused"))
    owed(house.duty, FRI_9)
    remind(WED_30)
    letter = Letter.objects.get()
    assert (letter.state, letter.tries, letter.claimed_at) == (LetterState.WAITING, 0, None)
    Server.opening = None
    assert remind(WED_30).sent.handed_over == 1


def test_what_the_server_never_answered_to_is_listed_the_next_working_day(house: House) -> None:
    Server.opening = raising(TimeoutError("timed out"))
    owed(house.duty, FRI_9)
    remind(WED_30)
    Server.opening = None
    for day in (date(2026, 10, 1), HOLIDAY):
        remind(day)
    assert Server.taken == []
    remind(THU_8)
    assert Letter.objects.get(on=WED_30).state == LetterState.FAILED
    assert AGAIN in the_text()
    assert "到期日：2026-10-09" in the_text()


def test_a_line_that_breaks_while_it_is_handed_over_leaves_it_unclear_and_not_sent_again(
    house: House,
) -> None:
    Server.after = raising(smtplib.SMTPServerDisconnected("gone"))
    owed(house.duty, FRI_9)
    assert remind(WED_30).sent.unclear == 1
    Server.after = None
    assert remind(WED_30).sent.handed_over == 0
    assert len(ids()) == 1
    remind(THU_8)
    assert len(set(ids())) == len(ids()) == 2
    assert AGAIN in Server.taken[-1].subject
    remind(FRI_9)
    assert AGAIN not in Server.taken[-1].subject


def test_a_mailbox_that_does_not_exist_causes_no_letters_of_its_own(house: House) -> None:
    Server.answer = raising(
        smtplib.SMTPRecipientsRefused({house.lin.email: (550, b"no such user")})
    )
    owed(house.duty, FRI_9)
    remind(WED_30)
    remind(THU_8)
    assert Letter.objects.count() == 1


def test_the_line_of_one_refused_letter_serves_the_next(house: House) -> None:
    with_address(house.service)

    def only_lin_is_refused(message: object) -> None:
        if getattr(message, "to", []) == [house.lin.email]:
            raise smtplib.SMTPRecipientsRefused({house.lin.email: (550, b"no")})

    Server.answer = only_lin_is_refused
    owed(house.duty, FRI_9)
    sent = remind(WED_30).sent
    assert (sent.refused, sent.handed_over) == (1, 1)


# When


@pytest.mark.parametrize(("hour", "works"), [(7, False), (8, True), (23, True)])
def test_the_day_begins_at_eight_in_shanghai(
    house: House, monkeypatch: pytest.MonkeyPatch, hour: int, works: bool
) -> None:
    owed(house.duty, FRI_9)
    done = remind_if_time(make.set_today(monkeypatch, WED_30, hour))
    assert (done is not None) is works
    assert Reminder.objects.exists() is works


def test_before_eight_it_is_still_the_day_before_nowhere(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    owed(house.duty, FRI_9)
    # 00:30 on 1 October in Shanghai is 30 September by UTC: a day off, before its hour.
    assert remind_if_time(make.set_today(monkeypatch, date(2026, 10, 1), 0)) is None


def test_a_pass_that_is_done_asks_little(house: House) -> None:
    owed(house.duty, FRI_9)
    remind(WED_30)
    with CaptureQueriesContext(connection) as asked:
        remind(WED_30)
    assert len(asked) <= 10


def test_the_number_of_questions_does_not_grow_with_readers(house: House) -> None:
    owed(house.duty, FRI_9)
    owed(house.duty, MON_12, "第四批")
    tell(TUE_29)
    with CaptureQueriesContext(connection) as few:
        write_letters(TUE_29)
    for n in range(6):
        with_address(make.an_officer(house.body, Role.EDITOR, name=f"第{n}位"))
    tell(FRI_9)
    with CaptureQueriesContext(connection) as many:
        assert write_letters(FRI_9) == 7
    assert len(many) == len(few)


def test_the_letters_of_a_day_nobody_wrote_are_made_up_for(house: House) -> None:
    owed(house.duty, FRI_9)
    tell(WED_30)
    remind(HOLIDAY)
    remind(SAT_10 - timedelta(days=2))
    assert "到期日：2026-10-09" in the_text()


def test_a_test_letter_goes_to_oneself_or_says_why_not(house: House) -> None:
    send_test(actor=house.lin)
    assert Server.taken[-1].to == [house.lin.email]
    with pytest.raises(Refused, match="还没有登记电子邮箱"):
        send_test(actor=house.administrator)
    Server.answer = raising(smtplib.SMTPAuthenticationError(535, b"bad password"))
    with pytest.raises(Refused, match="bad password"):
        send_test(actor=house.lin)
