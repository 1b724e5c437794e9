"""How a page answers when a room says no: one sentence, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.refusals import Refused
from gongkai.workspace.access import say_no


@contextmanager
def telling(request: HttpRequest, done: str) -> Iterator[None]:
    """Do what a form asked for: say ``done``, or the sentence of the refusal, on the next page."""
    try:
        yield
    except Refused as refused:
        say_no(request, refused)
    else:
        messages.success(request, done)


def not_for_you(request: HttpRequest, heading: str, why: str) -> HttpResponse:
    """Return the 403 page of a place this officer may not see, saying who may."""
    context = {"heading": heading, "why": why}
    return render(request, "workspace/around/not_for_you.html", context, status=403)
