"""The working calendar in the workspace: everybody looks, administrators change and load."""

from __future__ import annotations

import base64
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gongkai.bodies.models import Body, Officer, Role
from gongkai.clocks.actions import change_day
from gongkai.clocks.models import DayChange, DayKind, NoticeYear
from gongkai.clocks.queries import calendar_for
from gongkai.duties.actions import open_obligation
from gongkai.workdays.official import data_folder
from tests import factories as made
from tests.clocks.letters import LETTER
from tests.workspace.around import address, as_officer, queries_of, said, text_of

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 4, 20)
FORM = {"on": "2026-04-20", "kind": "off", "name": "三月三", "scope": "own", "reason": "民族节日"}


@pytest.fixture
def county() -> Body:
    return made.a_body("临河县人民政府")


@pytest.fixture
def township(county: Body) -> Body:
    return made.a_body("柳泉镇人民政府", parent=county)


@pytest.fixture
def liang(county: Body) -> Officer:
    return made.an_officer(county, Role.ADMINISTRATOR, name="梁管理")


@pytest.fixture
def su(township: Body) -> Officer:
    return made.an_officer(township, Role.ADMINISTRATOR, name="苏管理")


def page_of(officer: Officer, year: int = 2026) -> str:
    return text_of(as_officer(officer).get(address("calendar_year", year)))


def marks_of(officer: Officer, year: int = 2026) -> str:
    return as_officer(officer).get(address("calendar_year", year)).content.decode()


# Looking


def test_a_visitor_is_sent_to_sign_in() -> None:
    for route in ("calendar", "calendar_notice"):
        response = Client().get(address(route))
        assert response.status_code == 302
        assert response["Location"].startswith(address("sign_in"))


@pytest.mark.parametrize("role", list(Role))
def test_every_officer_sees_the_year_with_its_notice(county: Body, role: Role) -> None:
    page = page_of(made.an_officer(county, role))
    assert "2026年工作日历 临河县人民政府" in page
    assert (
        "国务院办公厅关于2026年部分节假日安排的通知，国办发明电〔2025〕7号，2025年11月4日" in page
    )
    assert "全年工作日248天" in page
    assert (
        "国庆节 10月1日（周四）至10月7日（周三），共7天 9月20日（周日）、10月10日（周六）" in page
    )


def test_every_day_is_said_in_words_for_a_screen_reader(liang: Officer) -> None:
    page = page_of(liang)
    for words in ("1日放假（元旦）", "4日调休上班（元旦）", "5日上班", "17日周末"):
        assert words in page
    assert page.count("工作日") >= 12
    assert marks_of(liang).count('<table class="month">') == 12


def test_a_year_without_its_notice_is_marked_provisional(liang: Officer) -> None:
    page = page_of(liang, 2027)
    assert "依据 暂定" in page
    assert "2027年的放假通知还没有载入" in page
    assert "第795号，2024年11月10日 全年" in page  # the rules themselves are checked
    assert "依据 正式" in page_of(liang)


def test_a_notice_still_to_be_checked_says_so(liang: Officer) -> None:
    assert "部分节假日安排" not in page_of(liang, 2027).partition("全年工作日")[0]
    assert "待核" in page_of(liang, 2004).partition("全年工作日")[0]


def test_this_year_is_shown_first_with_today_marked(liang: Officer) -> None:
    content = as_officer(liang).get(address("calendar")).content.decode()
    assert f"<title>{timezone.localdate().year}年工作日历" in content
    assert content.count('aria-current="date"') == 1


def test_the_years_end_where_the_calendar_ends(liang: Officer) -> None:
    client, last = as_officer(liang), timezone.localdate().year + 2
    assert client.get(address("calendar_year", 2003)).status_code == 404
    assert client.get(address("calendar_year", last + 1)).status_code == 404
    assert f"‹ {last - 1}年" in text_of(client.get(address("calendar_year", last)))
    assert "‹ 2003年" not in text_of(client.get(address("calendar_year", 2004)))


def test_only_an_administrator_gets_the_form_and_only_at_the_top_the_whole_site(
    county: Body, liang: Officer, su: Officer
) -> None:
    assert "日历由本机关的系统管理员调整" in page_of(made.an_officer(county, Role.EDITOR))
    at_the_top, below = page_of(liang), page_of(su)
    assert "调整这一天" in at_the_top
    assert "调整这一天" in below
    assert ("载入放假通知" in at_the_top, "载入放假通知" in below) == (True, False)
    assert ('value="site"' in marks_of(liang), 'value="site"' in marks_of(su)) == (True, False)


def test_a_year_asks_as_often_with_thirty_changes_as_with_one(county: Body, liang: Officer) -> None:
    client, url = as_officer(liang), address("calendar_year", 2026)
    change_day(actor=liang, body=county, on=MONDAY, kind=DayKind.OFF, reason="民族节日")
    one = queries_of(client, url)
    for day in range(1, 29):
        on = date(2026, 7, day)
        kind = DayKind.OFF if calendar_for().is_working_day(on) else DayKind.WORKING
        change_day(actor=liang, body=county, on=on, kind=kind, reason="临时安排")
    assert queries_of(client, url) == one


# One day


def test_the_administrator_changes_a_day_for_the_county_and_below(
    county: Body, township: Body, liang: Officer
) -> None:
    response = as_officer(liang).post(address("calendar_change"), FORM)
    assert response["Location"] == address("calendar_year", 2026)
    assert said(response) == ["日历已调整；未办结的期限会按新日历重新计算，已经办结的不变。"]
    assert not calendar_for(township.pk).is_working_day(MONDAY)
    editor = made.an_officer(township, Role.EDITOR)
    page = page_of(editor)
    assert "20日放假（三月三），有调整" in page
    assert "4月20日 放假：三月三 府和下级" not in page
    assert "民族节日 梁管理" in page
    assert "待核" in page  # no source was given


def test_the_sister_sees_nothing_of_it(county: Body, liang: Officer) -> None:
    as_officer(liang).post(address("calendar_change"), FORM)
    sister = made.an_officer(made.a_body("东明县人民政府"), Role.EDITOR)
    assert "2026年没有调整过" in page_of(sister)
    assert "有调整）" not in page_of(sister)


def test_a_day_is_put_back_and_both_entries_stay(liang: Officer) -> None:
    client = as_officer(liang)
    client.post(address("calendar_change"), FORM)
    client.post(address("calendar_change"), FORM | {"kind": "as_notice", "reason": "写错了"})
    page = page_of(liang)
    assert "20日上班" in page
    assert "共2条" in page
    assert "恢复为通知的安排" in page


def test_a_half_day_is_shown_as_a_working_day(liang: Officer) -> None:
    as_officer(liang).post(address("calendar_change"), FORM | {"kind": "half", "name": "妇女节"})
    assert "20日上班，放假半天（妇女节），有调整" in page_of(liang)
    assert "4月20日（周一）（半天）" in page_of(liang)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"reason": ""}, "理由：这个字段是必填项。"),
        ({"reason": "  "}, "理由：这个字段是必填项。"),
        ({"on": "2026-02-30"}, "日期：输入一个有效的日期。"),
        ({"on": "2003-01-02"}, "工作日历从2004年起，2003年不能调整。"),
        ({"kind": "holiday"}, "这一天："),
        ({"kind": "working"}, "没有变化：2026年4月20日现为“上班”。"),
        ({"on": "9999-12-31"}, "9999年请以后再调整"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_changed(
    liang: Officer, wrong: dict[str, str], words: str
) -> None:
    response = as_officer(liang).post(address("calendar_change"), FORM | wrong)
    assert len(said(response)) == 1
    assert words in said(response)[0]
    assert not DayChange.objects.exists()


def test_what_was_typed_stays_when_it_is_refused(liang: Officer) -> None:
    response = as_officer(liang).post(address("calendar_change"), FORM | {"kind": "working"})
    page = response.content.decode()
    assert "2026年工作日历" in page
    assert 'value="2026-04-20"' in page
    assert 'value="民族节日"' in page
    assert '<option value="working" selected>' in page


def test_the_townships_administrator_cannot_reach_the_whole_site(su: Officer) -> None:
    response = as_officer(su).post(address("calendar_change"), FORM | {"scope": "site"})
    assert said(response)[0].startswith("适用于：")
    assert not DayChange.objects.exists()


def test_an_editor_who_posts_the_form_is_refused(county: Body) -> None:
    lin = made.an_officer(county, Role.EDITOR)
    response = as_officer(lin).post(address("calendar_change"), FORM)
    assert said(response) == ["只有系统管理员可以做这件事。"]
    assert not DayChange.objects.exists()


# A year's notice


def chosen(officer: Officer, data: bytes = LETTER.encode(), name: str = "2027.txt") -> tuple:  # type: ignore[type-arg]
    client = as_officer(officer)
    file = SimpleUploadedFile(name, data)
    return client, client.post(address("calendar_notice"), {"file": file})


def sent_back(response: object) -> dict[str, str]:
    form = response.context["confirm"]  # type: ignore[attr-defined]
    return {key: form.initial[key] for key in ("packed", "name", "version")}


def test_the_notice_is_shown_first_and_written_when_confirmed(liang: Officer) -> None:
    client, response = chosen(liang)
    page = text_of(response)
    assert "放假27天，调休上班6天" in page
    assert "春节 2月5日（周五）至2月11日（周四），共7天 1月30日（周六）、2月14日（周日）" in page
    assert "2027年不再是暂定" in page
    assert "2027-02-09 上班 放假（春节）" in page
    assert not NoticeYear.objects.exists()
    done = client.post(address("calendar_notice_confirm"), sent_back(response))
    assert done["Location"] == address("calendar_year", 2027)
    assert NoticeYear.objects.get().recorded_by == liang
    assert "依据 正式" in page_of(liang, 2027)
    assert "由梁管理载入" in page_of(liang, 2027)


def test_a_pasted_text_does_as_well(liang: Officer) -> None:
    client = as_officer(liang)
    response = client.post(address("calendar_notice"), {"text": LETTER})
    client.post(address("calendar_notice_confirm"), sent_back(response))
    assert NoticeYear.objects.get().source_name == "粘贴的通知.txt"


def test_open_tasks_that_run_over_changed_days_are_counted(liang: Officer) -> None:
    team = made.a_team()
    made.adopted(team.body)
    duty = made.a_duty(team.body)
    text = (data_folder() / "years" / "2025.toml").read_text(encoding="utf-8")
    corrected = text.replace("off = [2025-01-28, 2025-02-04]", "off = [2025-01-28, 2025-02-05]")
    open_obligation(actor=None, duty=duty, occasion="春节以后", formed_on=date(2025, 3, 3))
    assert chosen(liang, corrected.encode(), "2025.toml")[1].context["tasks"] == 0
    open_obligation(actor=None, duty=duty, occasion="春节以前", formed_on=date(2025, 1, 20))
    response = chosen(liang, corrected.encode(), "2025.toml")[1]
    assert response.context["tasks"] == 1
    assert "2025-02-05 上班 放假（春节）" in text_of(response)
    assert "未办结任务有 1 项，会重新计算；已经办结的不变" in text_of(response)


def test_a_notice_loaded_already_offers_nothing_to_load(liang: Officer) -> None:
    client, response = chosen(liang)
    confirm = sent_back(response)
    client.post(address("calendar_notice_confirm"), confirm)
    page = text_of(chosen(liang)[1])
    assert "没有变化：2027年已经是这样安排的" in page
    assert "已对照原文核对" not in page


def test_a_calendar_that_moved_meanwhile_must_be_looked_at_again(
    county: Body, liang: Officer
) -> None:
    client, response = chosen(liang)
    change_day(actor=liang, body=None, on=MONDAY, kind=DayKind.OFF, reason="临时")
    again = client.post(address("calendar_notice_confirm"), sent_back(response))
    assert "请重新选择文件再核对一次" in said(again)[0]
    assert not NoticeYear.objects.exists()


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (LETTER.replace("共7天", "共8天", 1).encode(), "2027.txt", "第4行：春节写的是“共8天”"),
        (b"PK\x03\x04", "2027.docx", "不是 .txt（通知全文）或 .toml（年度文件）"),
        (b"x" * (64 * 1024 + 1), "2027.txt", "文件超过 64 KB"),
        (b"", "2027.txt", "通知文件：这个文件是空的。"),
        (b"<script>alert(1)</script>", "<b>.txt", "没有找到标题"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_reason(
    liang: Officer, data: bytes, name: str, words: str
) -> None:
    page = text_of(chosen(liang, data, name)[1])
    assert words in page
    assert "选择通知" in page


def test_neither_or_both_is_asked_again(liang: Officer) -> None:
    client = as_officer(liang)
    words = "请选择一个通知文件，或者粘贴通知全文（二选一）。"
    assert words in text_of(client.post(address("calendar_notice"), {}))
    both = {"file": SimpleUploadedFile("a.txt", b"x"), "text": "x"}
    assert words in text_of(client.post(address("calendar_notice"), both))


@pytest.mark.parametrize("data", ["", "%%%", base64.b64encode(b"year =").decode()])
def test_a_confirmation_that_was_tampered_with_loads_nothing(liang: Officer, data: str) -> None:
    form = {"packed": data, "name": "2027.toml", "version": calendar_for().version}
    response = as_officer(liang).post(address("calendar_notice_confirm"), form)
    assert response["Location"] == address("calendar_notice")
    assert len(said(response)) == 1
    assert not NoticeYear.objects.exists()


def test_the_townships_administrator_and_an_editor_may_not_load(
    county: Body, liang: Officer, su: Officer
) -> None:
    client, response = chosen(liang)
    confirm = sent_back(response)
    for officer in (su, made.an_officer(county, Role.EDITOR)):
        client = as_officer(officer)
        assert client.get(address("calendar_notice")).status_code == 403
        assert client.post(address("calendar_notice"), {"text": LETTER}).status_code == 403
        client.post(address("calendar_notice_confirm"), confirm)
    assert not NoticeYear.objects.exists()
