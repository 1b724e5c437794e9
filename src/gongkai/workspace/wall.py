"""The year wall: items by months, one cell for what falls due in a month."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from gongkai.bodies.models import Body, Officer
from gongkai.duties.models import Duty, Obligation
from gongkai.duties.queries import STATE_NAMES
from gongkai.workspace.board import EDITION_UNREAD, ITEM_UNREAD, Chosen, Scope, standing
from gongkai.workspace.board_lines import SIGNS, WORST_FIRST, Speller
from gongkai.workspace.standing import narrowed

MONTHS = range(1, 13)
# All that was read of an item and an edition; a wall shows their names.
_UNREAD = (
    *(f"item__{name}" for name in ITEM_UNREAD),
    *(f"adoption__edition__{name}" for name in EDITION_UNREAD),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """What falls due under one duty in one month.

    ``state`` is the worst of them, ``number`` how many are in it; ``pk`` the obligation where
    there is only one, else None.
    """

    state: str
    number: int
    text: str
    first: date
    last: date
    pk: int | None

    @property
    def sign(self) -> str:
        """The sign of the worst state, with its number where the month holds several."""
        return SIGNS[self.state] + (str(self.number) if self.pk is None else "")


@dataclass(frozen=True, slots=True)
class Row:
    """One duty and its twelve months; None where nothing falls due.

    ``name`` is the item's, with its headings where another of the page has the same.
    """

    duty: Duty
    name: str
    cells: tuple[Cell | None, ...]


def duties_on_wall(body: Body, officer: Officer, chosen: Chosen, year: int) -> QuerySet[Duty]:
    """Return the duties in force at some time of the year, in catalog order.

    As of a past day, those that had begun by then.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = (
        Duty.objects.filter(body=body, applies=True, starts_on__lte=last)
        .filter(Q(ends_on=None) | Q(ends_on__gte=first))
        .exclude(ends_on__lt=F("starts_on"))
        .select_related("item", "adoption__edition__catalog")
        .defer(*_UNREAD)
        .order_by("adoption_id", "item__position", "pk")
    )
    if chosen.on:
        rows = rows.filter(starts_on__lte=chosen.on)
    if chosen.scope != Scope.BODY:
        held = Q(lead=officer.office) | Q(pk__in=officer.office.duties.order_by().values("pk"))
        mine = Q(officer=officer) | Q(officer=None) & held
        rows = rows.filter(mine if chosen.scope == Scope.MINE else held)
    return narrowed(
        rows,
        edition=chosen.edition,
        office_id=chosen.office.pk if chosen.office else None,
        words=chosen.words,
    )


def rows_of(body: Body, duties: Sequence[Duty], chosen: Chosen, year: int) -> list[Row]:
    """Return the wall's rows for these duties, in one query."""
    owed: dict[tuple[int, int], list[Any]] = defaultdict(list)
    of_these = Obligation.objects.filter(body=body, duty__in=[duty.pk for duty in duties])
    due = standing(of_these, chosen.on).filter(due__range=(date(year, 1, 1), date(year, 12, 31)))
    for one in due.order_by("due", "pk"):
        owed[one.duty_id, one.due.month].append(one)
    speller = Speller(body.pk, chosen.on)
    names = Counter(duty.item.name for duty in duties)
    return [
        Row(
            duty,
            duty.item.name if names[duty.item.name] == 1 else duty.item.path,
            tuple(_cell(month, owed.get((duty.pk, month), []), speller) for month in MONTHS),
        )
        for duty in duties
    ]


def _cell(month: int, held: Sequence[Any], speller: Speller) -> Cell | None:
    if not held:
        return None
    states = Counter(one.state for one in held)
    worst = next(state for state in WORST_FIRST if states[state])
    one = held[0]
    if len(held) == 1:
        text = f"{month}月：{speller.word(one)}{'（暂定）' if one.tentative else ''}"
    else:
        each = "、".join(f"{states[s]}项{STATE_NAMES[s]}" for s in WORST_FIRST if states[s])
        text = f"{month}月：共{len(held)}项，{each}"
    return Cell(
        worst, states[worst], text, one.due, held[-1].due, one.pk if len(held) == 1 else None
    )
