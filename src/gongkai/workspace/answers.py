"""How a page answers when a room says no: one sentence, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.bodies.models import Officer
from gongkai.refusals import Refused


def officer_of(request: HttpRequest) -> Officer:
    """Return the signed-in officer; only for views behind ``login_required``."""
    officer = request.user
    if not isinstance(officer, Officer):
        raise TypeError("this view must stand behind login_required")
    return officer


@contextmanager
def telling(request: HttpRequest, done: str) -> Iterator[None]:
    """Do what a form asked for: say ``done``, or the sentence of the refusal, on the next page."""
    try:
        yield
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, done)


def not_for_you(request: HttpRequest, heading: str, why: str) -> HttpResponse:
    """Return the 403 page of a place this officer may not see, saying who may."""
    context = {"heading": heading, "why": why}
    return render(request, "workspace/around/not_for_you.html", context, status=403)
