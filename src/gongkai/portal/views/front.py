"""The front page, the search, the guide and the site map."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.bodies.models import Body, Office
from gongkai.disclosures import queries
from gongkai.portal import reads
from gongkai.portal.asking import asked, page_of

NEWEST = 8


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the newest disclosures and the ways into the directory."""
    context = {
        "newest": queries.published()[:NEWEST],
        "choices": reads.directory_choices(),
        "published_count": queries.published().count(),
        "item_count": reads.directory_items().count(),
        "body_count": Body.objects.count(),
        "kept": reads.kept_under(),
    }
    return render(request, "portal/home.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what contains every word of ``q``; without words, how to search."""
    words = asked(request, "q")
    page = page_of(request, queries.search(words))
    return render(request, "portal/search.html", {"q": words, "page": page})


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Show how to find and to ask for information (条例第12条)."""
    offices = Office.objects.filter(runs_open_government=True).select_related("body")
    return render(request, "portal/guide.html", {"offices": offices.order_by("body_id")})


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Show every page that is not one disclosure or one item."""
    context = {
        "bodies": Body.objects.order_by("pk"),
        "editions": reads.editions_with_bodies(),
        "choices": reads.directory_choices(),
    }
    return render(request, "portal/sitemap.html", context)
