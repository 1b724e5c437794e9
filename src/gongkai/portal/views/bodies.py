"""Bodies and how to reach them (条例第12条)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from gongkai.bodies.models import Body, Tier
from gongkai.disclosures import queries
from gongkai.portal import reads
from gongkai.portal.asking import page_of


@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    """List every body under its tier."""
    rows = list(reads.bodies_with_count())
    tiers = [(tier.label, [one for one in rows if one.tier == tier]) for tier in Tier]
    shown = [(label, inside) for label, inside in tiers if inside]
    return render(request, "portal/bodies.html", {"tiers": shown})


@require_safe
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one body: what it does, how to reach it, its catalogs, its newest disclosures."""
    rows = Body.objects.select_related("parent").prefetch_related("offices", "children")
    shown = get_object_or_404(rows, slug=slug)
    context = {
        "body": shown,
        "adoptions": shown.adoptions.select_related("edition__catalog"),
        "page": page_of(request, queries.published().filter(body=shown)),
    }
    return render(request, "portal/body.html", context)
