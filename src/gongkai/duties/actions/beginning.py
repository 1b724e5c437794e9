"""What begins with new duties, adopted or renewed: periods, links, the first round."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.bodies.models import Body, Officer
from gongkai.duties.actions.first_round import open_first_round
from gongkai.duties.actions.laying_chains import lay_chains
from gongkai.duties.actions.opening import schedule_openings
from gongkai.duties.models import Duty


def begin(
    body: Body, made: Sequence[Duty], *, actor: Officer | None, owing: Sequence[Duty]
) -> dict[str, int]:
    """Set up what the duties just made do by themselves; return what to note in the trail.

    ``owing`` are those that owe a first publication (``open_first_round``).
    """
    counts = {
        "links": len(lay_chains(body, made)),
        "periods": schedule_openings(made),
        "first_round": open_first_round(actor=actor, duties=owing),
    }
    return {name: count for name, count in counts.items() if count}
