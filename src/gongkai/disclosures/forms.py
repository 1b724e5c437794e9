"""Which fields a disclosure has: those of every item it is filed under."""

from __future__ import annotations

from gongkai.disclosures.fields import FieldSpec, specs_for
from gongkai.disclosures.models import Disclosure
from gongkai.duties.models import Element


def specs_of(disclosure: Disclosure) -> tuple[FieldSpec, ...]:
    """Return the fields of the disclosure's form, in the order of its filings."""
    elements = Element.objects.filter(item__duties__filings__disclosure=disclosure).order_by(
        "item__duties__filings__pk", "position"
    )
    return specs_for(elements)
