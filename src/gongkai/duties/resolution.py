"""From the printed publisher (公开主体、责任单位) to the offices of one body."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from gongkai.bodies.models import Body, Office
from gongkai.duties.models import Item, Resolution
from gongkai.refusals import Refused


@dataclass(frozen=True, slots=True)
class Answer:
    """Who answers: the lead office, every named office, and whether any office may file."""

    lead: Office
    offices: tuple[Office, ...]
    any_office: bool
    resolution: Resolution

    @property
    def falls_back(self) -> bool:
        """True where no office is named and the open government office leads."""
        return self.resolution in {Resolution.BODY, Resolution.UNRESOLVED}


def open_ended_words() -> tuple[str, ...]:
    """Words of a printed publisher that mean "whichever office is concerned" (data file)."""
    return _words()["open_ended"]


@cache
def _words() -> dict[str, tuple[str, ...]]:
    source = resources.files("gongkai.duties").joinpath("data/publishers.toml").read_text("utf-8")
    return {
        name: tuple(entry["word"] for entry in entries)
        for name, entries in tomllib.loads(source).items()
    }


def resolve(publisher: str, body: Body, offices: Sequence[Office]) -> Answer:
    """Find the offices that ``publisher`` names among ``offices`` of ``body``.

    The longest names are looked for first, and what is found is taken out of the text, so that
    住房保障服务科 is not also read as 服务科. Where no office is named, the body's open government
    office leads and the answer says why.
    """
    fallback = _open_government_office(body, offices)
    rest = "".join(publisher.split())
    places: dict[Office, int] = {}
    for office in sorted(offices, key=lambda one: -len(one.name)):
        if office.name in rest:
            places[office] = rest.index(office.name)
            # As many signs as the name had, so that later places stay true.
            rest = rest.replace(office.name, "、" * len(office.name))
    named = sorted(places, key=lambda one: places[one])
    any_office = any(word in rest for word in open_ended_words())
    if named:
        resolution = Resolution.NAMED_AND_OTHERS if any_office else Resolution.NAMED
        return Answer(named[0], tuple(named), any_office, resolution)
    if any_office:
        return Answer(fallback, (fallback,), True, Resolution.NAMED_AND_OTHERS)
    if publisher and _names_the_body(publisher, body):
        return Answer(fallback, (fallback,), True, Resolution.BODY)
    return Answer(fallback, (fallback,), True, Resolution.UNRESOLVED)


def applies_to(item: Item, tier: str) -> bool:
    """True where the item is for bodies of this tier.

    Tiers that could not be read exclude nobody: a duty forgotten is worse than one too many.
    """
    return not item.tiers or tier in item.tiers


def _open_government_office(body: Body, offices: Sequence[Office]) -> Office:
    for office in offices:
        if office.runs_open_government:
            return office
    if offices:
        return offices[0]
    raise Refused("no-office", f"{body}还没有科室，请先建立科室再采用目录。")


def _names_the_body(publisher: str, body: Body) -> bool:
    if body.name in publisher or body.short_name in publisher:
        return True
    return any(word in publisher for word in _words()["generic_body"])
