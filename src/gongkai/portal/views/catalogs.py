"""Catalogs, one edition, one item with all that is public under it."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from gongkai.bodies.models import Body
from gongkai.disclosures import queries
from gongkai.duties.models import Element, Item
from gongkai.portal import dates, reads, words
from gongkai.portal.asking import asked, page_of


@require_safe
def catalogs(request: HttpRequest) -> HttpResponse:
    """List the editions some body adopted, and who works under them."""
    return render(request, "portal/catalogs.html", {"editions": reads.editions_with_bodies()})


@require_safe
def catalog(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an edition as it is printed: by process, then by outermost heading."""
    edition = get_object_or_404(reads.editions_with_bodies(), pk=pk)
    items = reads.with_published_count(Item.objects.filter(edition=edition)).order_by("position")
    context = {
        "edition": edition,
        "processes": [
            (process, [(level, list(rows)) for level, rows in groupby(inside, _first_level)])
            for process, inside in groupby(items, lambda item: item.process)
        ],
    }
    return render(request, "portal/catalog.html", context)


@require_safe
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the law asks for under an item, who answers, and what is public under it."""
    shown = get_object_or_404(reads.public_items(), pk=pk)
    slug = asked(request, "body")
    body = get_object_or_404(Body, slug=slug) if slug else None
    context = {
        "item": shown,
        "groups": _by_group(list(shown.elements.all())),
        "limits": words.limit_in_words(shown),
        "audiences": words.named(shown.audiences, words.AUDIENCES),
        "modes": words.named(shown.modes, words.MODES),
        "tiers": words.named(shown.tiers, words.TIERS),
        "duties": reads.answering(shown),
        "standing": reads.standing_of(shown),
        "kept": reads.kept_under(shown),
        "dates": dates.dates_of(shown, body),
        "absences": dates.absences_under(shown, body),
        "body": body,
        "page": page_of(request, queries.published_under(shown, body)),
    }
    return render(request, "portal/item.html", context)


def _first_level(item: Item) -> str:
    return item.levels[0] if item.levels else ""


def _by_group(elements: list[Element]) -> list[tuple[str, list[Element]]]:
    return [(group, list(inside)) for group, inside in groupby(elements, lambda one: one.group)]
