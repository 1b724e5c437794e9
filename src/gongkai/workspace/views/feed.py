"""The calendar of an officer's due dates, for a calendar program that cannot sign in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from gongkai.reminders import actions
from gongkai.reminders.feed import calendar_of, reader_of
from gongkai.workspace.access import officer_of
from gongkai.workspace.answers import telling


@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Give the calendar to whoever has its address; a wrong or renewed one leads nowhere."""
    officer = reader_of(token)
    if officer is None:
        raise Http404("没有这个日历，或者它的地址已经更换。")
    answer = HttpResponse(calendar_of(officer), content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, max-age=900"
    answer["Content-Disposition"] = 'inline; filename="gongkai.ics"'
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@require_POST
@login_required
def renew(request: HttpRequest) -> HttpResponse:
    """Give the officer's calendar an address, or another one."""
    with telling(request, "日历有了新地址；以前的地址已经失效。"):
        actions.renew_feed(actor=officer_of(request))
    return redirect("workspace:reminders")
