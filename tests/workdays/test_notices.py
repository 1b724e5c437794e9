"""Reading a yearly notice: its text in the forms of two decades, year files, and what is refused.

The texts are made up in the fixed form of such notices; days and numbers are facts.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.refusals import Refused
from gongkai.workdays import DayRow, official
from gongkai.workdays.notices import YearNotice, read_notice
from gongkai.workdays.official import data_folder

TEXT = """\
国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕9号

各收文单位：
    现将安排通知如下。
    一、元旦：1月1日（周五）至3日（周日）放假，共3天。
    二、春节：2月5日（农历除夕、周五）至11日（农历正月初六、周四）放假调休，共7天。1月30日（周六）、2月14日（周日）上班。
    三、清明节：4月3日（周六）至5日（周一）放假，共3天。
    四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
    五、端午节：6月9日（周三）放假1天，不调休。
    六、中秋节：9月15日（周三）放假，共1天。
    七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
    放假期间请安排好工作。
国务院办公厅
2026年11月10日
"""
YEARS = [status.year for status in official().years if not status.provisional]


def read(text: str, name: str = "2027.txt") -> YearNotice:
    return read_notice(text.encode(), name)


def an_item(name: str, line: str, *, year: int) -> tuple[list[str], list[str]]:
    """Return the days off and worked of one item, read among the other six of its year."""
    items = {one: f"{day}放假。" for one, day in MADE_UP.items()} | {name: line}
    numbered = (f"{'一二三四五六七'[n]}、{one}：{items[one]}" for n, one in enumerate(items))
    found = read("\n".join([f"国务院办公厅关于{year}年部分节假日安排的通知", *numbered]))
    days = [row for row in found.days if row.name == name]
    return (
        [row.on.isoformat() for row in days if row.off],
        [row.on.isoformat() for row in days if not row.off],
    )


HUGE_YEAR = b"year = 99999999999999999999\nstatus = 'official'\nnotice = []\nholiday = []"
MADE_UP = {
    "元旦": "1月1日",
    "春节": "2月20日",
    "清明节": "4月6日",
    "劳动节": "5月2日",
    "端午节": "6月20日",
    "中秋节": "9月21日",
    "国庆节": "10月2日",
}


def test_a_notice_is_read_with_its_number_date_and_every_day() -> None:
    found = read(TEXT)
    assert found.year == 2027
    assert found.notice.title == "国务院办公厅关于2027年部分节假日安排的通知"
    assert found.notice.number == "国办发明电〔2026〕9号"
    assert found.notice.dated == date(2026, 11, 10)
    assert found.notice.verified
    assert len(found.off) == 3 + 7 + 3 + 5 + 1 + 1 + 7
    assert [row.on.isoformat() for row in found.work] == [
        "2027-01-30",
        "2027-02-14",
        "2027-04-25",
        "2027-05-08",
        "2027-09-26",
        "2027-10-09",
    ]
    assert {row.name for row in found.work} == {"春节", "劳动节", "国庆节"}
    assert all(row.notice == found.notice for row in found.days)


@pytest.mark.parametrize(
    ("name", "line", "year", "off", "work"),
    [
        (
            "元旦",
            "2022年12月31日至2023年1月2日放假调休，共3天。",
            2023,
            ["2022-12-31", "2023-01-01", "2023-01-02"],
            [],
        ),
        ("元旦", "1月1日放假，与周末连休。", 2024, ["2024-01-01"], []),
        ("元旦", "1月1日（周三）放假1天，不调休。", 2025, ["2025-01-01"], []),
        (
            "元旦",
            (
                "2007年12月30日—2008年1月1日放假，共3天。其中，1月1日（星期二）为法定节假日，"
                "12月30日（星期日）为公休日，12月29日（星期六）公休日调至12月31日（星期一），"
                "12月29日（星期六）上班。"
            ),
            2008,
            ["2007-12-30", "2007-12-31", "2008-01-01"],
            ["2007-12-29"],
        ),
        (
            "元旦",
            (
                "1月1日-3日放假3天。其中1月1日为法定假日，将2006年12月30日、31日两个公休日"
                "分别调至1月2日、3日，12月30日、31日上班。"
            ),
            2007,
            ["2007-01-01", "2007-01-02", "2007-01-03"],
            ["2006-12-30", "2006-12-31"],
        ),
        ("清明节", "4月5日放假，4月6日（星期一）补休。", 2015, ["2015-04-05", "2015-04-06"], []),
        (
            "端午节",
            "6月20日放假，6月22日（星期一）补休，共3天。",
            2015,
            ["2015-06-20", "2015-06-22"],
            [],
        ),
        (
            "春节",
            (
                "2月10日至12日放假调休，共3天。2月4日（星期日）、2月18日（星期日）上班。"
                "鼓励各单位安排职工在除夕（2月9日）休息。"
            ),
            2024,
            ["2024-02-10", "2024-02-11", "2024-02-12"],
            ["2024-02-04", "2024-02-18"],
        ),
        (
            "春节",
            "2月10日～12日放假，2月4日（星期日），2月18日（星期天）上班。",
            2024,
            ["2024-02-10", "2024-02-11", "2024-02-12"],
            ["2024-02-04", "2024-02-18"],
        ),
        ("国庆节", "10月1日放假一天。", 2026, ["2026-10-01"], []),
    ],
)
def test_the_forms_of_two_decades(
    name: str, line: str, year: int, off: list[str], work: list[str]
) -> None:
    assert an_item(name, line, year=year) == (off, work)


def test_full_width_figures_spaces_and_broken_lines_change_nothing() -> None:
    wide = TEXT.replace("1月30日", "１ 月 ３０ 日").replace("共7天。", "共7\n    天。")
    assert read(wide) == read(TEXT)


def test_a_title_over_two_lines_is_one_title() -> None:
    assert read(TEXT.replace("部分节假日", "\n部分节假日")) == read(TEXT)


def test_a_date_in_chinese_figures_is_read() -> None:
    found = read(TEXT.replace("2026年11月10日", "二〇二六年十一月二十一日"))
    assert found.notice.dated == date(2026, 11, 21)


def test_text_in_gb18030_is_read() -> None:
    assert read_notice(TEXT.encode("gb18030"), "通知.TXT") == read(TEXT)


def test_without_number_or_date_the_notice_stays_to_be_checked() -> None:
    found = read(TEXT.replace("国办发明电〔2026〕9号\n", "").replace("2026年11月10日\n", ""))
    assert (found.notice.number, found.notice.dated, found.notice.verified) == (None, None, False)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("3日（周日）放假", "3日（周六）放假", "第6行：“3日(周六)”：2027-01-03是周日"),
        ("共7天。1月", "共8天。1月", "第7行：春节写的是“共8天”，按日期数是7天"),
        ("放假1天，不调休", "放假2天，不调休", "第10行：端午节写的是“放假2天”，按日期数是1天"),
        ("5月8日（周六）上班", "5月7日上班", "第9行：劳动节 2027-05-07是周五"),
        ("5月8日（周六）上班", "5月2日上班", "第9行：劳动节 2027-05-02前面已在“劳动节”里出现"),
        ("9月15日（周三）放假", "9月31日放假", "第11行：“9月31日”不是一个日期"),
        (
            "9月15日（周三）放假",
            "9月15日（周三）",
            "第11行：“9月15日(周三),共1天”没有写明放假还是上班",
        ),
        ("6月9日（周三）放假1天", "放假1天", "第10行：端午节写的是“放假1天”，按日期数是0天"),
        ("6月9日（周三）放假1天，不调休", "另行通知", "第10行：端午节没有读到放假日期"),
        ("10月1日（周五）至7日", "10月7日（周四）至1日", "第12行："),
        ("    六、中秋节：9月15日（周三）放假，共1天。\n", "", "没有读到中秋"),
        ("9月15日（周三）放假", "2029年9月15日放假", "第11行：中秋节 2029-09-15不在2027年"),
        ("2026年11月10日", "2019年11月10日", "第15行：成文日期 2019-11-10 与2027年的安排不合"),
        ("2026年11月10日", "2027年1月10日", "第15行：文号国办发明电〔2026〕9号与成文日期"),
        ("2026年11月10日", "2026年11月31日", "第15行：成文日期“2026年11月31日”不是一个日期"),
        ("关于2027年部分", "关于部分", "没有找到标题"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_line(right: str, wrong: str, said: str) -> None:
    assert right in TEXT
    with pytest.raises(Refused) as refusal:
        read(TEXT.replace(right, wrong, 1))
    assert refusal.value.code == "notice_unclear"
    assert said in refusal.value.message
    assert "\n" not in refusal.value.message


def test_a_notice_of_a_year_before_2004_is_refused() -> None:
    old = "国务院办公厅关于2003年部分节假日安排的通知\n一、元旦：1月1日放假。"
    with pytest.raises(Refused) as refusal:
        read(old)
    assert refusal.value.code == "day_before_calendar"


@pytest.mark.parametrize("year", ["0000", "2201", "9999"])
def test_a_year_that_cannot_be_is_refused(year: str) -> None:
    with pytest.raises(Refused) as refusal:
        read(TEXT.replace("2027年部分", f"{year}年部分"))
    assert refusal.value.code == "day_before_calendar"


@pytest.mark.parametrize(
    "wrong",
    [
        "name = 5\noff = [2027-01-01, 2027-01-01]",
        'name = "a\\u0000"\noff = [2027-01-01, 2027-01-01]',
        'name = ""\noff = [2027-01-01, 2027-01-01]',
        'name = "元旦"\noff = [2027-01-01, 9999-12-31]',
        'name = "元旦"\noff = [2027-01-01T00:00:00, 2027-01-01T00:00:00]',
        'name = "元旦"\noff = []',
        'name = "元旦"\noff = [2027-01-01, 2027-01-01]\nwork = 5',
        'name = "元旦"\noff = [2027-01-01, 2027-01-01]\nnotice = 7',
    ],
)
def test_a_year_file_with_anything_else_in_it_is_refused(wrong: str) -> None:
    head = 'year = 2027\nstatus = "official"\n[[notice]]\ntitle = "通知"\n[[holiday]]\n'
    with pytest.raises(Refused):
        read(head + wrong, "2027.toml")


@pytest.mark.parametrize(
    "notice",
    ["title = 5", 'title = "a\\u0000"', 'title = "a"\nnumber = 9', 'title = "a"\ndated = "x"'],
)
def test_a_year_file_whose_notice_is_none_is_refused(notice: str) -> None:
    text = (data_folder() / "years" / "2026.toml").read_text(encoding="utf-8")
    head, _, rest = text.partition("[[notice]]")
    rest = rest.partition("[[holiday]]")[2]
    with pytest.raises(Refused) as refusal:
        read(f"{head}[[notice]]\n{notice}\n[[holiday]]{rest}", "2026.toml")
    assert refusal.value.code == "notice_unclear"


_PIECES = st.sampled_from(
    [
        *"一二十〇年月日周、，。：；（）至-0123456789\n",
        *("放假", "上班", "补休", "共", "天", "元旦", "9999年", "二三月", "2026年", "12月31日"),
        "国办发明电〔2026〕9号",
    ]
)


@settings(deadline=None)
@given(st.lists(_PIECES, max_size=60).map("".join))
def test_whatever_stands_in_a_file_it_is_read_or_refused(text: str) -> None:
    title = "国务院办公厅关于2027年部分节假日安排的通知\n"
    for written in (title + "一、元旦：" + text, TEXT + text, TEXT.replace("放假，共3天", text)):
        with suppress(Refused):
            read(written)


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"x" * (64 * 1024 + 1), "a.txt", "notice_too_large"),
        (b"PK", "a.docx", "notice_kind"),
        (b"\xff\xff\xff", "a.txt", "notice_encoding"),
        (b"", "a.txt", "notice_unclear"),
        ("国务院办公厅关于2027年部分节假日安排的通知".encode(), "a.txt", "notice_unclear"),
        (b"year = ", "a.toml", "calendar_unreadable"),
        (HUGE_YEAR, "a.toml", "calendar_unreadable"),
    ],
)
def test_files_that_are_no_notice_are_refused(data: bytes, name: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_notice(data, name)
    assert refusal.value.code == code


def test_the_provisional_year_is_no_notice() -> None:
    data = (data_folder() / "years" / "2027.toml").read_bytes()
    with pytest.raises(Refused) as refusal:
        read_notice(data, "2027.toml")
    assert refusal.value.code == "notice_provisional"


@pytest.mark.parametrize("year", YEARS)
def test_a_shipped_year_file_is_read_as_it_is_shipped(year: int) -> None:
    found = read_notice((data_folder() / "years" / f"{year}.toml").read_bytes(), f"{year}.toml")
    assert [(row.on, row.off, row.name) for row in found.days] == [
        (row.on, row.off, row.name) for row in shipped(year)
    ]


def test_a_weekday_made_a_working_day_in_a_year_file_is_refused_with_its_line() -> None:
    text = (data_folder() / "years" / "2026.toml").read_text(encoding="utf-8")
    with pytest.raises(Refused) as refusal:
        read(text.replace("work = [2026-01-04]", "work = [2026-01-05]"), "2026.toml")
    assert refusal.value.message.startswith("第13行：元旦 2026-01-05是周一")


@settings(deadline=None)
@given(
    st.sampled_from(YEARS),
    st.sampled_from(["周", "星期"]),
    st.sampled_from(["至", "-", "—"]),
    st.booleans(),
)
def test_every_shipped_year_written_as_a_notice_reads_back_the_same(
    year: int, week: str, to: str, short: bool
) -> None:
    found = read(written(year, week, to, short=short))
    assert [(row.on, row.off) for row in found.days] == [(row.on, row.off) for row in shipped(year)]


def shipped(year: int) -> list[DayRow]:
    notices = official().year_status(year).notices
    return [row for row in official().rows if row.notice in notices]


def written(year: int, week: str, to: str, *, short: bool) -> str:
    """Return a shipped year in the form of a notice; ``short`` leaves out a month told before."""
    lines = [f"国务院办公厅关于{year}年部分节假日安排的通知"]
    rows = sorted(shipped(year), key=lambda row: (row.name, not row.off, row.on))
    for n, (name, of_name) in enumerate(groupby(rows, key=lambda row: row.name), start=1):
        days = list(of_name)
        off = [row.on for row in days if row.off]
        spans = "、".join(_spans(off, week, to, year, short=short))
        line = f"{'一二三四五六七八九'[n - 1]}、{name}：{spans}放假，共{len(off)}天。"
        work = [_day(row.on, week, year) for row in days if not row.off]
        lines.append(line + ("、".join(work) + "上班。" if work else ""))
    return "\n".join(lines)


def _spans(off: list[date], week: str, to: str, year: int, *, short: bool) -> Iterator[str]:
    for first in off:
        if first - timedelta(days=1) in off:
            continue
        last = first
        while last + timedelta(days=1) in off:
            last += timedelta(days=1)
        end = _day(last, week, year)
        if short and (first.year, first.month) == (last.year, last.month):
            end = end[end.index("月") + 1 :]
        yield _day(first, week, year) + (to + end if last > first else "")


def _day(day: date, week: str, year: int) -> str:
    before = f"{day.year}年" if day.year != year or day.month == 1 else ""
    return f"{before}{day.month}月{day.day}日（{week}{'一二三四五六日'[day.weekday()]}）"
