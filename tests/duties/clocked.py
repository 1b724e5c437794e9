"""Duties with a limit of one's choosing, and a process that dies at a chosen statement."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import connection

from gongkai.bodies.models import Body
from gongkai.duties import actions
from gongkai.duties.models import Duty, Obligation
from tests import factories as made

WORDS = "保障政策"


class DiedError(Exception):
    """The worker was killed here."""


def duty_with(
    limit: str | None, *, body: Body | None = None, adopted_on: date = date(2025, 1, 2), n: int = 1
) -> Duty:
    """Return the first of ``n`` duties with this limit, under a catalog adopted on that day.

    Nothing is open under it yet, and nothing is to open by itself (``waits_from`` says when).
    """
    body = body or made.a_body()
    items = [made.an_item(f"{WORDS}{place}", limit=limit) for place in range(n)]
    edition = made.an_edition(items, title=f"目录{limit}{body.pk}")
    adoption = actions.adopt_edition(actor=None, body=body, edition=edition, adopted_on=adopted_on)
    Obligation.objects.filter(duty__adoption=adoption).delete()
    adoption.duties.update(next_opens_on=None)
    return adoption.duties.select_related("item", "body", "lead").order_by("item__position")[0]


def waits_from(day: date, *duties: Duty) -> None:
    """Have the next period of these duties open on ``day``."""
    Duty.objects.filter(pk__in=[duty.pk for duty in duties]).update(next_opens_on=day)


def opened(duty: Duty, formed_on: date = date(2026, 11, 2), **changes: Any) -> Obligation:
    """Return an obligation the system opened under ``duty``."""
    changes.setdefault("occasion", "一份文件")
    return actions.open_obligation(actor=None, duty=duty, formed_on=formed_on, **changes)


def labels(duty: Duty) -> list[str]:
    """Return what is there for the periods of a duty, oldest first."""
    rows = Obligation.objects.filter(duty=duty).order_by("period_start", "pk")
    return list(rows.values_list("occasion", flat=True))


@contextmanager
def dying_at(statement: int) -> Iterator[list[int]]:
    """Kill whatever runs before its ``statement``-th statement; the list tells how many ran."""
    ran = [0]

    def count(
        execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        ran[0] += 1
        if ran[0] == statement:
            raise DiedError(sql[:60])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        yield ran
