"""What a citizen asks for in an address: words and page numbers, never trusted."""

from __future__ import annotations

from typing import TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

PER_PAGE = 20
# Longer than any name in a catalog; what is longer was not typed by a person.
_LONGEST = 300
_Row = TypeVar("_Row", bound=Model)


def asked(request: HttpRequest, name: str) -> str:
    """Return the query parameter ``name`` without control signs, or an empty string.

    PostgreSQL refuses NUL in a text: an address that holds one finds nothing and breaks nothing.
    """
    typed = request.GET.get(name, "")[:_LONGEST]
    return "".join(sign for sign in typed if sign.isprintable()).strip()


def page_of(request: HttpRequest, rows: QuerySet[_Row]) -> Page[_Row]:
    """Return the page asked for: the first where the number is none, the last where too high."""
    return Paginator(rows, PER_PAGE).get_page(asked(request, "page"))
