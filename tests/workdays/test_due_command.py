"""``gongkai due``: what it prints, and how it refuses."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

import gongkai.catalog
from gongkai.catalog.model import Clause, Finding, LimitKind, LimitUnit, Severity, TimeLimit
from gongkai.cli import main
from gongkai.workdays import official

TWENTY = TimeLimit("", (Clause(LimitKind.AFTER_EVENT, 20, LimitUnit.WORKING_DAY, "信息形成"),))
ODD = TimeLimit(
    "[bookmark: x]",
    findings=(Finding("limit_unread", Severity.WARNING, "时限没有读出[x]"),),
)


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(phrase: str) -> TimeLimit:
        return TWENTY if "20个工作日" in phrase else ODD

    monkeypatch.setattr(gongkai.catalog, "read_limit", read, raising=False)


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int | str | None:
    monkeypatch.setattr(sys, "argv", ["gongkai", "due", *words])
    with pytest.raises(SystemExit) as done:
        main()
    return done.value.code


def answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str
) -> dict[str, Any]:
    assert run(monkeypatch, *words) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_answer_is_json_with_the_day_the_rule_and_the_steps(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(monkeypatch, capsys, "20个工作日内", "--from", "2026-09-18")
    assert set(found) >= {"due", "provisional", "rule", "steps"}
    assert (found["due"], found["provisional"]) == ("2026-10-22", False)
    assert found["rule"] == "CAL-01 CAL-04 CAL-07"
    assert found["calendar_version"] == official().version
    assert found["clause"]["unit"] == "working_day"
    assert [step["kind"] for step in found["steps"]] == ["trigger", "result"]


def test_explain_lists_every_day_counted_and_skipped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(monkeypatch, capsys, "20个工作日内", "--from", "2026-09-18", "--explain")
    kinds = [step["kind"] for step in found["steps"]]
    assert (kinds.count("counted"), kinds.count("skipped")) == (20, 14)
    holiday = next(step for step in found["steps"] if step["on"] == "2026-10-01")
    assert "国庆节放假" in holiday["text"]
    assert "国办发明电〔2025〕7号" in holiday["source"]


def test_a_phrase_nobody_can_read_still_gets_a_day_and_its_finding(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(monkeypatch, capsys, "另行通知", "--from", "2026-12-04")
    assert (found["due"], found["provisional"]) == ("2027-01-04", True)
    assert found["rule"] == "CAL-09 PUB-26"
    assert found["clause"] is None
    assert found["findings"][0]["code"] == "limit_unread"


def test_the_text_form_is_plain_chinese(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("20个工作日内", "--from", "2026-09-18", "--explain", "--format", "text")
    assert run(monkeypatch, *words) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("截止日：2026年10月22日（周四）\n")
    assert "周日，国庆节调休上班，第1个工作日" in shown
    assert "《国务院办公厅关于2026年部分节假日安排的通知》" in shown.replace("\n", "")


def test_the_text_form_shows_findings_and_says_that_a_day_is_provisional(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "x", "--from", "2026-12-04", "--format", "text") == 0
    shown = capsys.readouterr().out
    assert shown.startswith("截止日：2027年1月4日（周一）（暂定）\n")
    assert "注意：时限没有读出[x]" in shown


@pytest.mark.parametrize(
    "day", ["2026-02-30", "20260918", "2026-W38-5", "明天", "", "２０２６-09-18"]
)
def test_a_bad_date_is_refused_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], day: str
) -> None:
    assert run(monkeypatch, "20个工作日内", "--from", day) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"gongkai: --from 后的日期“{day}”不对，请写成 2026-09-18 这样的日期。\n"


def test_a_day_before_the_calendar_is_refused_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "20个工作日内", "--from", "2003-12-01") == 2
    assert capsys.readouterr().err.count("\n") == 1


# The ledger, the moment, the calendar and the law


def test_a_pause_an_extension_and_a_day_looked_at_move_the_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("20个工作日内", "--from", "2026-03-02", "--pause", "2026-03-10..2026-03-20")
    found = answer(monkeypatch, capsys, *words)
    assert (found["due"], found["unpaused"]) == ("2026-04-10", "2026-03-30")
    longer = answer(monkeypatch, capsys, *words, "--extend", "20")
    assert longer["due"] == "2026-05-12"
    waiting = ("20个工作日内", "--from", "2026-03-02", "--pause", "2026-03-10..")
    seen = answer(monkeypatch, capsys, *waiting, "--as-of", "2026-03-16")
    assert (seen["due"], seen["paused_since"]) == ("2026-04-03", "2026-03-10")


def test_two_pauses_and_a_restart_can_be_given(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pauses = ("--pause", "2026-03-17..2026-03-18", "--pause", "2026-03-20..2026-03-23")
    words = ("20个工作日内", "--from", "2026-03-02", "--restart", "2026-03-16", *pauses)
    found = answer(monkeypatch, capsys, *words, "--explain")
    assert found["due"] == "2026-04-16"
    kinds = [step["kind"] for step in found["steps"]]
    assert (kinds.count("paused"), kinds.count("counted"), kinds[1]) == (2, 20, "restarted")


@pytest.mark.parametrize("moment", ["2026-03-02T15:30", "2026-03-02 15:30:00", "2026-03-02T07:30Z"])
def test_a_moment_is_in_beijing_unless_it_says_otherwise(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], moment: str
) -> None:
    hours = TimeLimit("", (Clause(LimitKind.AFTER_EVENT, 24, LimitUnit.HOUR),))
    monkeypatch.setattr(gongkai.catalog, "read_limit", lambda phrase: hours)
    found = answer(monkeypatch, capsys, "24小时内", "--from", moment)
    assert found["at"] == "2026-03-03T15:30:00+08:00"
    assert run(monkeypatch, "24小时内", "--from", moment, "--format", "text") == 0
    assert capsys.readouterr().out.startswith("截止日：2026年3月3日（周二）15:30\n")


def test_each_part_is_in_the_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    two = TimeLimit("", (*TWENTY.clauses, Clause(LimitKind.AFTER_EVENT, 7, scope="处罚")))
    monkeypatch.setattr(gongkai.catalog, "read_limit", lambda phrase: two)
    found = answer(monkeypatch, capsys, "x", "--from", "2026-09-18")
    assert [part["scope"] for part in found["parts"]] == [None, "处罚"]
    assert found["parts"][0]["due"] == found["due"]


YEAR_2027 = """
year = 2027
status = "official"
[[notice]]
title = "一份测试用的2027年通知"
number = "测试〔2026〕1号"
verified = true
[[holiday]]
name = "元旦"
off = [2027-01-01, 2027-01-04]
"""


@pytest.mark.parametrize("whole_folder", [False, True])
def test_a_years_file_laid_over_the_calendar_settles_a_provisional_day(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    whole_folder: bool,
) -> None:
    file = tmp_path / "2027.toml"
    file.write_text(YEAR_2027, encoding="utf-8")
    words = ("20个工作日内", "--from", "2026-12-04")
    before = answer(monkeypatch, capsys, *words)
    assert (before["due"], before["provisional"]) == ("2027-01-04", True)
    place = str(tmp_path if whole_folder else file)
    settled = answer(monkeypatch, capsys, *words, "--calendar", place)
    assert (settled["due"], settled["provisional"]) == ("2027-01-05", False)
    assert settled["calendar_version"] != before["calendar_version"]


def test_seven_days_of_the_law_on_penalties_are_working_days(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seven = TimeLimit("", (Clause(LimitKind.AFTER_EVENT, 7, LimitUnit.DAY),))
    monkeypatch.setattr(gongkai.catalog, "read_limit", lambda phrase: seven)
    words = ("7日内", "--from", "2026-09-18")
    assert answer(monkeypatch, capsys, *words)["due"] == "2026-09-28"
    assert answer(monkeypatch, capsys, *words, "--law", "行政处罚法")["due"] == "2026-09-29"


BAD = [
    (("--pause", "2026-03-10"), "--pause 后的“2026-03-10”不对"),
    (("--pause", "2026-03-10..2026-02-30"), "--pause 后的日期“2026-02-30”不对"),
    (("--pause", "..2026-03-20"), "--pause 后的日期“”不对"),
    (("--pause", "2026-03-20..2026-03-10"), "早于开始日"),
    (("--pause", "2026-02-10..2026-03-10"), "早于起算日"),
    (("--pause", "2026-03-10..", "--pause", "2026-03-12..2026-03-13"), "重叠"),
    (("--extend", "0"), "须大于0"),
    (("--extend", "-3"), "--extend 后的“-3”不对"),
    (("--extend", "二十"), "--extend 后的“二十”不对"),
    (("--extend", "99999"), "--extend 后的“99999”不对"),
    (("--restart", "2026-03-01"), "早于起算日"),
    (("--restart", "明\n天"), "--restart 后的日期“明 天”不对"),
    (("--restart", "明天"), "--restart 后的日期“明天”不对"),
    (("--as-of", ""), "--as-of 后的日期“”不对"),
    (("--calendar", "没有这个文件.toml"), "没有这个文件.toml"),
    (("--calendar", "坏\0名"), "请核对路径"),
    (("--from", "2026-03-02T25:00"), "--from 后的日期“2026-03-02T25:00”不对"),
]


@pytest.mark.parametrize(("words", "said"), BAD)
def test_what_cannot_be_is_refused_in_one_line_and_nothing_is_printed(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    said: str,
) -> None:
    assert run(monkeypatch, "20个工作日内", "--from", "2026-03-02", *words) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err
    assert (printed.err.startswith("gongkai: "), printed.err.count("\n")) == (True, 1)


@pytest.mark.parametrize("phrase", ["0个工作日内", "会议召开后零日内", "每0个月更新", "０小时内"])
def test_a_limit_of_nothing_is_refused_and_not_taken_for_twenty_days(
    phrase: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, phrase, "--from", "2026-08-06") == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "长度是0" in told.err
    assert len(told.err.splitlines()) == 1


@pytest.mark.parametrize(
    "text", ["year = ", YEAR_2027.replace("2027-01-04", "2028-01-04"), "year = 2003\n"]
)
def test_a_years_file_that_cannot_be_read_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str
) -> None:
    (tmp_path / "broken.toml").write_text(text, encoding="utf-8")
    words = ("20个工作日内", "--from", "2026-03-02", "--calendar", str(tmp_path))
    assert run(monkeypatch, *words) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)
    assert "broken.toml" in printed.err
