"""Loading the demo: on any day, all of it or nothing, and what its small parts refuse."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from gongkai.audit.models import AuditEntry
from gongkai.bodies.models import Body, Officer
from gongkai.demo import files, load, pieces, plan, seeds, telling
from gongkai.demo.cases import Case, Fate
from gongkai.demo.clock import settable_clock
from gongkai.demo.load import is_loaded, load_demo
from gongkai.disclosures.models import Disclosure, State, Version
from gongkai.refusals import Refused
from gongkai.workdays import official


@pytest.fixture
def few_published(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what is simply published only a part is told: it is most of the demo, and all alike."""

    def some(*given: Any) -> list[Case]:
        cases = plan.plan(*given)
        needed = {id(case.successor) for case in cases}
        plain = [c for c in cases if c.fate is Fate.PUBLISHED and id(c) not in needed]
        left_out = {id(case) for number, case in enumerate(plain) if number % 8}
        return [case for case in cases if id(case) not in left_out]

    monkeypatch.setattr(load, "plan", some)


@pytest.mark.django_db
@pytest.mark.usefixtures("few_published")
def test_it_loads_at_midnight_of_a_new_year_without_its_notice_and_nothing_is_ahead_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Five past midnight on 1 January in Shanghai: a holiday, and the first of a provisional year.
    moment = datetime(2026, 12, 31, 16, 5, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    load_demo(lambda _line: None)
    assert timezone.now() == moment
    assert set(Disclosure.objects.values_list("state", flat=True)) == set(State)
    assert not AuditEntry.objects.filter(at__gt=moment).exists()
    assert not Version.objects.filter(formed_on__gt=timezone.localdate(moment)).exists()
    scheduled = Disclosure.objects.exclude(scheduled_for=None)
    assert all(one.scheduled_for and one.scheduled_for > moment for one in scheduled)


@pytest.mark.django_db
@pytest.mark.usefixtures("few_published")
def test_an_interrupted_load_leaves_neither_rows_nor_files(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = _files()

    def break_off(_teller: telling.Teller, case: Case) -> None:
        raise KeyboardInterrupt(case.subject)

    monkeypatch.setattr(telling.Teller, "_keep_undisclosed", break_off)
    monkeypatch.setattr(plan, "pieces_of", lambda key: pieces.pieces_of(key)[:8])
    lines: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        load_demo(lines.append)
    assert lines[:1] == ["机关6个，人员47名"]
    assert not is_loaded()
    assert not Body.objects.exists()
    assert not Officer.objects.exists()
    assert not AuditEntry.objects.exists()
    assert _files() == kept


def test_without_the_checkout_the_catalogs_are_refused_in_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(seeds, "_CHECKOUT", tmp_path)
    with pytest.raises(Refused) as refused:
        seeds.catalog_file("linzi-housing-centre.txt")
    assert refused.value.code == "demo-without-examples"
    assert "examples/catalogs/linzi-housing-centre.txt" in str(refused.value)


def test_the_clock_is_set_only_inside_and_wants_a_time_zone() -> None:
    real = timezone.now
    with settable_clock() as clock:
        clock.set(datetime(2025, 3, 1, 1, 0, tzinfo=UTC))
        assert timezone.now() == datetime(2025, 3, 1, 1, 0, tzinfo=UTC)
        assert timezone.localdate() == date(2025, 3, 1)
        with pytest.raises(ValueError, match="time zone"):
            clock.set(datetime(2025, 3, 1, 1, 0))  # noqa: DTZ001 (the very mistake)
    assert timezone.now is real


def test_the_real_clock_returns_after_an_error() -> None:
    real = timezone.now
    with pytest.raises(LookupError), settable_clock():
        raise LookupError
    assert timezone.now is real


@pytest.mark.django_db
@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 10, 8), date(2028, 2, 29)])
def test_the_history_ends_on_a_working_day_before_today(today: date) -> None:
    last = plan.last_day(today)
    assert last < today
    assert official().is_working_day(last)
    assert plan.first_day(today) < last


@pytest.mark.parametrize(
    ("formed_on", "months", "name"),
    [
        (date(2026, 1, 9), 1, "2025年12月"),
        (date(2026, 1, 9), 3, "2025年第四季度"),
        (date(2026, 7, 8), 6, "2026年上半年"),
        (date(2026, 1, 9), 6, "2025年下半年"),
        (date(2026, 1, 9), 12, "2026年"),
    ],
)
def test_a_period_is_the_one_that_ended(formed_on: date, months: int, name: str) -> None:
    assert pieces._period(months, formed_on) == name


def test_text_becomes_headings_lists_and_tables_and_nothing_is_left_unescaped() -> None:
    html = pieces.html_of("## 一\n第<1>段\n- 甲\n- 乙\n| 项 | 数 |\n| 房 | 3 |")
    assert html == (
        "<h2>一</h2><p>第&lt;1&gt;段</p><ul><li>甲</li><li>乙</li></ul>"
        "<table><thead><tr><th>项</th><th>数</th></tr></thead>"
        "<tbody><tr><td>房</td><td>3</td></tr></tbody></table>"
    )


@pytest.mark.parametrize(
    ("name", "start"),
    [("表.pdf", b"%PDF-1.4"), ("表.csv", "\ufeff题".encode()), ("表.txt", b"\xe9")],
)
def test_each_file_begins_as_its_name_says(name: str, start: bytes) -> None:
    assert files.upload(name, "题目").read().startswith(start)


def test_the_offsets_of_the_pdf_point_at_its_objects() -> None:
    pdf = files.upload("表.pdf", "题目").read().decode("ascii")
    start = int(pdf.split("startxref\n")[1].split("\n")[0])
    assert pdf[start:].startswith("xref\n0 8\n")
    rows = pdf[start:].splitlines()[3:10]
    for number, row in enumerate(rows, start=1):
        assert pdf[int(row[:10]) :].startswith(f"{number} 0 obj")


def _files() -> set[Path]:
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}
