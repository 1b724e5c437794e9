"""One disclosure as citizens read it, and its files."""

from __future__ import annotations

import logging

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from gongkai.disclosures import queries
from gongkai.disclosures.models import Disclosure, Openness, State, Version
from gongkai.portal.dates import confirmed_on
from gongkai.portal.reading import sheets_of

_log = logging.getLogger(__name__)


@require_safe
def disclosure(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the public version of ``pk``, or the notice that stands in its place.

    Never published and never registered are the same: 404.
    """
    shown = queries.public_page(pk)
    if shown is None or shown.public is None:
        raise Http404
    if shown.state == State.WITHDRAWN:
        return _notice(request, shown)
    return _text(request, shown, shown.public)


def _notice(request: HttpRequest, shown: Disclosure) -> HttpResponse:
    # 200 and not 410: the notice is itself information made public, and browsers, caches and
    # readers treat a 410 page as nothing to read. Search engines are told to drop the text.
    response = render(request, "portal/withdrawn.html", {"disclosure": shown})
    response["X-Robots-Tag"] = "noindex"
    return response


def _text(request: HttpRequest, shown: Disclosure, version: Version) -> HttpResponse:
    older, newer = queries.neighbours(shown)
    ended = version.valid_until is not None and version.valid_until < timezone.localdate()
    successor = shown.superseded_by if shown.state == State.SUPERSEDED else None
    context = {
        "disclosure": shown,
        "version": version,
        "openness": Openness(version.openness).label,
        "sheets": sheets_of(version),
        "filings": shown.filings.all(),
        "confirmed_on": confirmed_on(shown),
        "ended": ended,
        "superseded": shown.state == State.SUPERSEDED,
        "successor": successor,
        "successor_withdrawn": successor is not None and successor.state == State.WITHDRAWN,
        "older": older,
        "newer": newer,
    }
    return render(request, "portal/disclosure.html", context)


@require_safe
def attachment(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """Send a file to who may have it, always as a download, never to be shown in place."""
    found = queries.attachment_for(request.user, pk)
    # The name in the address is only ever the file's own: no link can call it something else.
    if found is None or found.name != name:
        raise Http404
    try:
        content = found.file.open("rb")
    except FileNotFoundError:
        _log.exception("附件%s的文件不在存储里", found.pk)
        raise Http404 from None
    response = FileResponse(
        content, as_attachment=True, filename=found.name, content_type=found.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    # A file that was withdrawn must not come out of a cache: every use is asked for anew.
    patch_cache_control(response, private=True, no_cache=True)
    return response
