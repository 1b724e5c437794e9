"""``gongkai calendar``: what it reads, what it writes, what it refuses."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gongkai.cli.app import build
from gongkai.clocks.models import DayChange, NoticeYear
from gongkai.clocks.queries import calendar_for
from gongkai.refusals import Refused
from gongkai.runtime import database, site
from tests import factories as made
from tests.clocks.letters import LETTER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def test_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the command work on the database of this test, which is migrated already."""

    @contextlib.contextmanager
    def at_hand(home: Path) -> Iterator[str]:
        yield "postgresql:///of-this-test"

    monkeypatch.setattr(database, "at_hand", at_hand)
    monkeypatch.setattr(site, "set_environment", lambda home, url: None)
    monkeypatch.setattr(site, "set_up", lambda: None)
    monkeypatch.setattr(site, "migrate", lambda: None)


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    file = tmp_path / "2027.txt"
    file.write_text(LETTER, encoding="utf-8")
    return file


def calendar(*words: str) -> list[str]:
    result = CliRunner().invoke(
        build(), ["calendar", *words], catch_exceptions=False, standalone_mode=False
    )
    return result.output.splitlines()


def test_a_trial_shows_what_was_read_and_what_changes_and_writes_nothing(letter: Path) -> None:
    lines = calendar("import", str(letter), "--dry-run")
    assert lines[:3] == [
        "读到《国务院办公厅关于2027年部分节假日安排的通知》（国办发明电〔2026〕9号）",
        "  元旦：放假 2027-01-01 至 2027-01-03，共3天",
        "  春节：放假 2027-02-05 至 2027-02-11，共7天；调休上班 2027-01-30、2027-02-14",
    ]
    assert "  2027-01-30：周末 → 调休上班（春节）" in lines
    assert "  2027-02-09：上班 → 放假（春节）" in lines
    assert lines[-1] == "试读：没有写入。"
    assert not NoticeYear.objects.exists()


def test_a_loaded_notice_keeps_its_file_and_settles_the_year(letter: Path) -> None:
    lines = calendar("import", str(letter))
    assert lines[-1] == f"已载入2027年放假安排；日历版本 {calendar_for().version}。"
    row = NoticeYear.objects.get()
    assert (row.source_name, len(row.source_sha256)) == ("2027.txt", 64)
    with pytest.raises(Refused) as refusal:
        calendar("import", str(letter))
    assert refusal.value.code == "no-change"


def test_a_file_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        calendar("import", "nowhere.txt")
    assert refusal.value.code == "cli-input"


def test_a_year_is_shown_with_its_source() -> None:
    lines = calendar("show", "2026")
    assert lines[:2] == [
        "2026年 全站：正式，工作日248天",
        "依据：《国务院办公厅关于2026年部分节假日安排的通知》（国办发明电〔2025〕7号）",
    ]
    assert "  2026-10-10 调休上班 国庆节" in lines


def test_a_provisional_year_says_so_to_people_and_to_programs() -> None:
    assert calendar("show", "2027")[0].startswith("2027年 全站：暂定，")
    found = json.loads("\n".join(calendar("show", "2027", "--format", "json")))
    assert found["provisional"] is True
    assert found["work"] == []
    assert found["notices"][0]["number"] == "国务院令第795号"
    unknown = json.loads("\n".join(calendar("show", "2031", "--format", "json")))
    assert (unknown["status"], unknown["notices"]) == ("unknown", [])
    assert unknown["off"][0]["on"] == "2031-01-01"


@pytest.mark.parametrize("year", ["2003", "-5", "9999", "99999999"])
def test_years_the_calendar_does_not_reach_are_refused(year: str) -> None:
    with pytest.raises(Refused) as refusal:
        calendar("show", "--", year)
    assert refusal.value.code == "day_before_calendar"


def test_a_day_is_changed_for_one_body_and_put_back() -> None:
    body = made.a_body("临河县人民政府", slug="linhe")
    words = ("change", "2026-04-20", "--body", "linhe")
    lines = calendar(*words, "--kind", "off", "--reason", "民族节日", "--name", "三月三")
    assert lines == ["临河县人民政府 2026-04-20：放假（三月三）。未办结的期限会重新计算。"]
    shown = json.loads("\n".join(calendar("show", "2026", "--body", "linhe", "--format", "json")))
    assert {"on": "2026-04-20", "name": "三月三", "source": "工作日历调整"} in shown["off"]
    lines = calendar(*words, "--kind", "as-notice", "--reason", "写错了")
    assert lines == ["临河县人民政府 2026-04-20：上班。未办结的期限会重新计算。"]
    assert DayChange.objects.filter(body=body).count() == 2


def test_a_day_is_changed_for_the_whole_site() -> None:
    lines = calendar(
        "change", "2026-04-20", "--kind", "half", "--reason", "青年节", "--name", "半天"
    )
    assert lines == ["全站 2026-04-20：上班，放假半天（半天）。未办结的期限会重新计算。"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("2026-04-31", "--kind", "off", "--reason", "x"), "bad_date"),
        (("2026-04-20", "--kind", "off", "--reason", " "), "no-reason"),
        (("2026-04-20", "--kind", "off", "--reason", "x", "--body", "nobody"), "no-such-body"),
        (("2026-04-20", "--kind", "working", "--reason", "x"), "no-change"),
    ],
)
def test_what_cannot_be_changed_is_refused(words: tuple[str, ...], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        calendar("change", *words)
    assert refusal.value.code == code
    assert not DayChange.objects.exists()
