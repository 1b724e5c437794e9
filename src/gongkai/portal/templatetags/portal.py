"""What the portal's templates need beyond Django's own tags."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.core.paginator import Paginator
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def cleaned_html(html: str) -> SafeString:
    """Show stored HTML as it is.

    The one place of the portal that does: texts and rich elements pass nh3 at the door, before
    they are stored (``disclosures.content.at_the_door``). Nothing else may come through here.
    """
    return mark_safe(html)  # noqa: S308


@register.filter
def breakable(number: str) -> SafeString:
    """Let a long index number break after its signs, so that it fits a phone."""
    parts = re.split(r"(?<=[/_-])", number)
    return format_html_join(mark_safe("<wbr>"), "{}", ((part,) for part in parts))


@register.filter
def page_numbers(paginator: Paginator[Any], current: int) -> list[int | str]:
    """Return the numbers to offer around ``current``, with signs where some are left out."""
    return list(paginator.get_elided_page_range(current, on_each_side=1, on_ends=1))


@register.simple_tag
def workspace_address() -> str:
    """Return the address of the workspace; empty where this site is installed without it."""
    try:
        return reverse("workspace:my_work")
    except NoReverseMatch:
        return ""
