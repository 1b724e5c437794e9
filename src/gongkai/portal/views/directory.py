"""政府信息公开目录: every item some body answers for, narrowed by plain GET."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.portal import reads
from gongkai.portal.asking import asked, page_of


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """List items by process, outermost heading, domain and body; an unknown value finds none."""
    choices = reads.directory_choices()
    chosen = {name: asked(request, name) for name in ("process", "level", "domain", "body")}
    body = next((one for one in choices.bodies if one.slug == chosen["body"]), None)
    items = reads.directory_items(
        process=chosen["process"], level=chosen["level"], domain=chosen["domain"], body=body
    )
    if chosen["body"] and body is None:
        items = items.none()
    context = {
        "page": page_of(request, items),
        "choices": choices,
        "chosen": chosen,
        "narrowed": any(chosen.values()),
        "body": body,
    }
    return render(request, "portal/directory.html", context)
