"""``gongkai due``: what it prints, and how it refuses."""

from __future__ import annotations

import json
import sys
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
