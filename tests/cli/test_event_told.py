"""Business systems say that something happened: one line, one event; a bad line says why."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from gongkai.cli.event import add_one, load_lines
from gongkai.duties.models import Edition, Event, EventOrigin, Obligation
from gongkai.refusals import Refused
from tests import factories as made
from tests.duties import occasions
from tests.duties.occasions import BUDGET, MEETING, PLAIN

pytestmark = pytest.mark.django_db

HELD = {
    "body": "zjj",
    "name": "会议召开",
    "title": "第12次局长办公会",
    "on": "2026-11-16",
    "reference": "OA-118",
}


@pytest.fixture(autouse=True)
def _a_body_in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    made.set_today(monkeypatch, date(2026, 11, 20))
    occasions.a_waiting_body(made.a_body(slug="zjj"))


def lines(*events: object) -> bytes:
    return "\n".join(
        one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in events
    ).encode()


def refused(**changes: Any) -> str:
    with pytest.raises(Refused) as refusal:
        add_one(HELD | changes)
    assert not Event.objects.exists()
    return refusal.value.code


def test_the_items_that_wait_are_found_and_the_answer_says_when_each_is_due() -> None:
    answer = add_one(HELD)

    event, owed = Event.objects.get(), Obligation.objects.get(event__isnull=False)
    assert (event.origin, event.recorded_by) == (EventOrigin.SYSTEM, None)
    assert answer == {
        "event": event.pk,
        "reference": "OA-118",
        "new": True,
        "obligations": [
            {
                "id": owed.pk,
                "item": f"保障性住房 › {MEETING}",
                "due_on": "2026-11-19",
                "provisional": False,
            }
        ],
    }


def test_told_twice_it_answers_the_same_and_makes_nothing() -> None:
    first, second = add_one(HELD), add_one(HELD)
    assert second == first | {"new": False}
    assert Event.objects.count() == 1


def test_a_moment_is_taken_as_shanghais() -> None:
    add_one(HELD | {"on": "2026-11-16T09:30"})
    at = Event.objects.get().happened_at
    assert at is not None
    assert at.isoformat() == "2026-11-16T01:30:00+00:00"


def test_a_moment_with_an_offset_falls_on_shanghais_day() -> None:
    add_one(HELD | {"on": "2026-11-16T20:30:00+00:00"})
    assert Event.objects.get().happened_on == date(2026, 11, 17)


@pytest.mark.parametrize(
    "named", [PLAIN, f"保障性住房 › {PLAIN}", f"保障性住房/{PLAIN}", f" {PLAIN} "]
)
def test_items_can_be_named(named: str) -> None:
    answer = add_one(HELD | {"items": [named, BUDGET]})
    assert [one["item"].split()[-1] for one in answer["obligations"]] == [PLAIN, BUDGET]


def test_items_can_be_numbered() -> None:
    seq = occasions.duty(Edition.objects.get().adoptions.get().body, PLAIN).item.seq
    answer = add_one(HELD | {"items": [int(seq)]})
    assert [one["item"].split()[-1] for one in answer["obligations"]] == [PLAIN]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"body": "nobody"}, "no-body"),
        ({"on": "16.11.2026"}, "bad-day"),
        ({"on": "2026-02-30"}, "bad-day"),
        ({"on": "2026-11-21"}, "event-in-the-future"),
        ({"on": "2026-11-20T23:00"}, "event-in-the-future"),
        ({"on": "2003-05-01"}, "event-too-early"),
        ({"name": "地震"}, "nothing-waits"),
        ({"items": ["没有这一项"]}, "no-such-item"),
        ({"items": "政府会议"}, "bad-items"),
        ({"title": " "}, "no-key"),
        ({"reference": ""}, "no-key"),
        ({"reference": 118}, "no-key"),
        ({"title": "会议\ud800"}, "bad-line"),
        ({"happened": "2026"}, "unknown-key"),
    ],
)
def test_what_cannot_be_registered_is_refused(changes: dict[str, Any], code: str) -> None:
    assert refused(**changes) == code


def test_a_number_two_catalogs_print_is_refused() -> None:
    body = Edition.objects.get().adoptions.get().body
    rows = [made.an_item("甲", seq="900"), made.an_item("乙", seq="900")]
    made.adopted(body, made.an_edition(rows))
    assert refused(items=["900"]) == "several-items"


# A whole file


def test_a_good_file_is_registered_line_by_line() -> None:
    budget = HELD | {"name": "批复", "title": "2027年预算", "reference": "CZ-7"}
    answer = load_lines(b"\xef\xbb\xbf" + lines(HELD, "", budget, HELD), keep_going=False)

    assert answer["written"]
    assert answer["refused"] == []
    assert [(one["line"], one["reference"], one["new"]) for one in answer["events"]] == [
        (1, "OA-118", True),
        (3, "CZ-7", True),
        (4, "OA-118", False),
    ]
    assert Event.objects.count() == 2


BAD = (HELD, "{", HELD | {"body": "nobody", "reference": "2"}, "[]", HELD | {"reference": "3"})


def test_one_bad_line_and_nothing_of_the_file_is_written() -> None:
    answer = load_lines(lines(*BAD), keep_going=False)

    assert (answer["written"], answer["events"]) == (False, [])
    assert [(one["line"], one["code"]) for one in answer["refused"]] == [
        (2, "bad-line"),
        (3, "no-body"),
        (4, "bad-line"),
    ]
    assert answer["refused"][1]["message"] == "没有网址名为“nobody”的机关。"
    assert not Event.objects.exists()


def test_told_to_keep_going_it_registers_the_rest() -> None:
    answer = load_lines(lines(*BAD), keep_going=True)

    assert answer["written"]
    assert [one["line"] for one in answer["events"]] == [1, 5]
    assert len(answer["refused"]) == 3
    assert Event.objects.count() == 2


@pytest.mark.parametrize(
    "data", [b"\xff\xfe{}", b"null", b"NaN", b'{"body": "\\ud800"}', b"[" * 100_000, b"\x00"]
)
def test_what_is_no_event_at_all_is_refused_by_its_line(data: bytes) -> None:
    answer = load_lines(data, keep_going=True)
    assert [one["line"] for one in answer["refused"]] == [1]


def test_an_empty_file_registers_nothing() -> None:
    assert load_lines(b"\n\n", keep_going=False) == {"written": True, "events": [], "refused": []}
