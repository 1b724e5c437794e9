"""A worker that dies at any step loses nothing and sends nothing twice.

Every step of a pass is a statement to the database or a word to the mail server. The first run
counts them; then, for each, a pass is broken off right before and right after it, as if the
machine had gone down, and run again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from gongkai.reminders.models import Letter, LetterState, Pass, Reminder
from gongkai.reminders.passing import remind
from tests.reminders.mail import Server, ids
from tests.reminders.owing import FRI_9, THU_8, TUE_29, WED_30, House, a_house, owed

pytestmark = pytest.mark.django_db(transaction=True)


class PowerCut(BaseException):
    """No code catches this, as none runs on after a power cut."""


@contextmanager
def cut(at: int, *, after: bool) -> Iterator[list[str]]:
    """Break off at the ``at``-th statement or word to the mail server, before or after it is
    done; nothing that comes then has any effect. Gives the steps there were."""
    steps: list[str] = []
    dead = False

    def one(name: str, do: Callable[[], Any]) -> Any:
        nonlocal dead
        if dead:
            raise PowerCut
        steps.append(name)
        dead = len(steps) == at
        if dead and not after:
            raise PowerCut
        done = do()
        if dead:
            raise PowerCut
        return done

    def statement(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        return one(sql.split()[0], lambda: execute(sql, params, many, context))

    send = Server.send_messages

    def word(self: Server, messages: Any) -> Any:
        return one("HAND OVER", lambda: send(self, messages))

    Server.send_messages = word  # type: ignore[method-assign]
    try:
        with connection.execute_wrapper(statement):
            yield steps
    finally:
        Server.send_messages = send  # type: ignore[method-assign]
        # The machine comes up again: its lines to the database are gone, and its locks.
        connection.close()


@pytest.fixture
def house() -> House:
    house = a_house()
    for officer in (house.lin, house.service):
        officer.email = f"{officer.username}@example.gov.cn"
        officer.save(update_fields=["email"])
    remind(TUE_29)
    owed(house.duty, FRI_9)
    owed(house.duty, TUE_29, "昨天到期的")
    Server.reset()
    return house


def dies(at: int, *, after: bool) -> list[str]:
    """Do a pass that is cut off at a step; return the steps it came to."""
    with cut(at, after=after) as steps:
        with suppress(PowerCut):
            remind(WED_30)
        return steps


def told() -> list[tuple[str, str, int]]:
    """What the two offices and the head must have been told on Wednesday."""
    rows = Reminder.objects.order_by("officer__name", "kind")
    return list(rows.values_list("officer__name", "kind", "days"))


TOLD = sorted(
    [
        ("林填报", "before", 2),
        ("林填报", "late", 1),
        ("苏服务", "before", 2),
        ("苏服务", "late", 1),
        ("何主任", "to_office_head", 1),
    ]
)


def test_a_pass_cut_off_at_any_step_is_finished_by_the_next_with_nothing_twice(
    house: House,
) -> None:
    steps = dies(10_000, after=False)
    assert steps.count("HAND OVER") == 2
    assert steps.count("INSERT") >= 3
    for at, name in enumerate(steps, start=1):
        # Right after a question nothing differs from right before what comes next.
        for after in (False,) if name == "SELECT" else (False, True):
            as_it_was()
            dies(at, after=after)
            finished_once(f"cut off {'after' if after else 'before'} step {at}, {name}")


def as_it_was() -> None:
    """Go back to Tuesday's pass."""
    Reminder.objects.all().delete()
    Letter.objects.all().delete()
    Pass.objects.filter(on__gt=TUE_29).delete()
    Server.reset()


def finished_once(where: str) -> None:
    claimed = set(
        Letter.objects.filter(state=LetterState.SENDING).values_list("message_id", flat=True)
    )
    remind(WED_30)
    assert sorted(told()) == TOLD, where
    letters = {letter.message_id for letter in Letter.objects.all()}
    assert len(letters) == 2, where
    # Handed over once; the one that was in hand when the power went: once or never.
    assert len(ids()) == len(set(ids())), where
    assert letters - claimed <= set(ids()) <= letters, where
    for letter in Letter.objects.all():
        unclear = letter.message_id in claimed
        assert letter.state == (LetterState.UNKNOWN if unclear else LetterState.SENT), where
    before = list(ids())
    remind(WED_30)
    assert ids() == before, where
    assert sorted(told()) == TOLD, where
    _nothing_is_lost(claimed)


def _nothing_is_lost(unclear: set[str]) -> None:
    Server.reset()
    remind(THU_8)
    again = [message for message in Server.taken if "上次邮件没有确认发出" in str(message.body)]
    officers = Letter.objects.filter(message_id__in=unclear).values_list("to", flat=True)
    assert [message.to[0] for message in again] == list(officers)
    for message in again:
        assert "昨天到期的" in str(message.body)


def test_two_passes_at_once_tell_and_send_everything_once(house: House) -> None:
    start, problems = Barrier(2), []

    def work() -> None:
        try:
            start.wait(10)
            remind(WED_30)
        except Exception as problem:  # the other thread must be told of it
            problems.append(problem)
        finally:
            connection.close()

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    remind(WED_30)
    assert problems == []
    assert sorted(told()) == TOLD
    assert len(ids()) == len(set(ids())) == 2
    assert Pass.objects.filter(on=WED_30).count() == 1
    assert Letter.objects.count() == 2
