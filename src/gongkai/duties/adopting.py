"""What adopting an edition would make of it: read, before it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from gongkai.bodies.models import Body
from gongkai.duties.limit_order import Question, decide
from gongkai.duties.limits import limit_of
from gongkai.duties.models import Adoption, Edition, Item, Resolution
from gongkai.duties.queries import adoption_of
from gongkai.duties.resolution import Answer, applies_to, resolve
from gongkai.refusals import Refused
from gongkai.workdays.recurrence import recurring_part

_ON_REQUEST = ["on_request"]


@dataclass(frozen=True)
class AdoptionPlan:
    """The duties that ``body`` adopting ``edition`` would make; nothing of it is stored.

    ``lines`` are the items in catalog order, each with who would answer; ``elsewhere`` counts
    those meant for other tiers, which become duties that do not apply; ``first_round`` those that
    would owe a first publication, where that is asked for.
    """

    body: Body
    edition: Edition
    lines: tuple[tuple[Item, Answer], ...]
    elsewhere: int
    first_round: int

    @cached_property
    def counts(self) -> Mapping[Resolution, int]:
        """How many items the offices were found for in each way."""
        found = Counter(answer.resolution for _, answer in self.lines)
        return {way: found[way] for way in Resolution}

    @property
    def unresolved(self) -> int:
        """How many items name no office of the body."""
        return self.counts[Resolution.UNRESOLVED]

    @property
    def fallback(self) -> str:
        """The office that what names no office goes to; empty where there is no such item."""
        return next((one.lead.name for _, one in self.lines if one.falls_back), "")

    @cached_property
    def unknown(self) -> list[tuple[str, int]]:
        """The printed publishers that are no office of the body, most frequent first; ""
        where none is printed."""
        return Counter(
            item.publisher for item, one in self.lines if one.resolution == Resolution.UNRESOLVED
        ).most_common()


def plan_adoption(body: Body, edition: Edition) -> AdoptionPlan:
    """Return what ``body`` adopting ``edition`` would do; refuses what ``refuse_known`` does.

    The number of questions to the database does not grow with the items.
    """
    refuse_known(body, edition)
    offices = list(body.offices.all())
    items = list(edition.items.defer("cells", "extras", "findings"))
    return AdoptionPlan(
        body=body,
        edition=edition,
        lines=tuple((item, resolve(item.publisher, body, offices)) for item in items),
        elsewhere=sum(not applies_to(item, body.tier) for item in items),
        first_round=sum(asks_first_round(item, body.tier) for item in items),
    )


def asks_first_round(item: Item, tier: str) -> bool:
    """True where adoption itself asks for a first publication: a proactive item for the tier
    whose limit brings no periods of its own."""
    proactive = list(item.modes) != _ON_REQUEST
    if not applies_to(item, tier) or not proactive:
        return False
    heading = item.levels[-1] if item.levels else ""
    limit = decide(Question(heading, item.content, limit_of(item), proactive)).limit
    return recurring_part(limit) is None


def refuse_known(body: Body, edition: Edition) -> None:
    """Refuse an edition the body adopted before, or one of a catalog it works under already."""
    if Adoption.objects.filter(body=body, edition=edition).exists():
        raise Refused("already-adopted", f"{body}已经采用{edition}。")
    present = adoption_of(body, edition.catalog)
    if present is not None:
        raise Refused(
            "renew-instead",
            f"{body}正在执行{present.edition}，请用“采用新版次”换成“{edition.label}”。",
        )
