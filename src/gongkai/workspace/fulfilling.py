"""What else one disclosure fulfils: the items it is filed under, and those mapped since."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.disclosures.forms import conflicts_of
from gongkai.disclosures.models import Disclosure
from gongkai.duties.mapping_queries import also_fulfilled
from gongkai.duties.models import Duty, Obligation
from gongkai.workspace.mapping_table import kinds_in_words


@dataclass(frozen=True, slots=True)
class Fulfilling:
    """``names`` are the items besides the first; ``strictest`` the soonest clock that runs.

    ``addable`` are duties mapped since that a text in work can still be filed under; ``passed``
    those mapped since its publication: nothing was done about them. ``conflicts`` in words.
    """

    names: tuple[str, ...]
    strictest: Obligation | None
    addable: tuple[Duty, ...]
    passed: tuple[Duty, ...]
    conflicts: tuple[str, ...]


def called(duty: Duty) -> str:
    """Return an item's name with its catalog's: items of two catalogs often share one name."""
    return f"{duty.item.name}（{duty.item.edition.name}）"


def fulfilling(disclosure: Disclosure, *, in_work: bool) -> Fulfilling:
    """Return what the page of ``disclosure`` says of its items; its filings are at hand."""
    filings = list(disclosure.filings.all())
    running = [
        one.obligation
        for one in filings
        if one.obligation is not None and one.obligation.fulfilled_on is None
    ]
    several = len(filings) > 1
    version = disclosure.public or disclosure.latest
    duties = [one.duty for one in filings]
    since = also_fulfilled(duties, version.formed_on) if version is not None else []
    was_public = disclosure.public_id is not None
    return Fulfilling(
        names=tuple(called(one.duty) for one in filings[1:]),
        strictest=min(running, key=lambda one: one.due_on) if several and running else None,
        addable=tuple(since) if in_work and not was_public else (),
        passed=tuple(since) if was_public else (),
        conflicts=tuple(
            f"{one.name}（{kinds_in_words(one.kinds)}，按{kinds_in_words(one.kinds[:1])}填写）"
            for one in (conflicts_of(disclosure) if several else ())
        ),
    )
