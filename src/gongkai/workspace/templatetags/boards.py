"""Tags of the lists of obligations."""

from __future__ import annotations

from datetime import date

from django import template
from django.urls import reverse

register = template.Library()


@register.simple_tag
def seen_at(pk: int, above: bool, on: date | None) -> str:
    """Return the address of an obligation: where it is worked on, or where it is only read.

    It is only read from above, and as of a past day.
    """
    if not above and on is None:
        return reverse("workspace:obligation", args=[pk])
    url = reverse("workspace:obligation_seen", args=[pk])
    return f"{url}?on={on}" if on else url
