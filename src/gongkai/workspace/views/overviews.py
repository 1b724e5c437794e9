"""A month of due dates, and a year of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai.clocks.queries import calendar_for
from gongkai.workspace import board
from gongkai.workspace import month as months
from gongkai.workspace.access import officer_of
from gongkai.workspace.board import ALL, Scope
from gongkai.workspace.board_lines import LEGEND, Speller
from gongkai.workspace.forms_boards import BoardFilter
from gongkai.workspace.wall import MONTHS, duties_on_wall, rows_of

_WEEKDAYS = "一二三四五六日"
_PER_WALL = 100
# Nothing falls due later than this; further links would lead nowhere.
_LAST_YEAR = 2100


@require_safe
@login_required
def this_month(request: HttpRequest) -> HttpResponse:
    """Go to the month of the day that is shown."""
    chosen = BoardFilter(officer_of(request).body, request.GET).chosen(Scope.BODY)
    return _to("month_of", chosen.day.replace(day=1), request)


@require_safe
@login_required
def this_year(request: HttpRequest) -> HttpResponse:
    """Go to the year of the day that is shown."""
    chosen = BoardFilter(officer_of(request).body, request.GET).chosen(Scope.BODY)
    return _to("wall_of", chosen.day.year, request)


@require_safe
@login_required
def month(request: HttpRequest, first: date) -> HttpResponse:
    """Show a month, each day with what falls due on it."""
    officer = officer_of(request)
    _require_known(first.year)
    form = BoardFilter(officer.body, request.GET)
    chosen = form.chosen(board.default_scope(officer))
    span = replace(chosen, since=first, until=months.last_of(first), state=ALL)
    rows = board.for_reading(board.listed(officer.body, officer, span))
    lines = Speller(officer.office.body_id, chosen.on).lines(rows)
    before, after = months.before(first), months.after(first)
    context = {
        "first": first,
        "last": months.last_of(first),
        "before": before if _known(before.year) else None,
        "after": after if _known(after.year) else None,
        "weekdays": _WEEKDAYS,
        "weeks": months.weeks_of(first, lines, body_id=officer.office.body_id, shown_on=chosen.day),
        "number": len(lines),
        "body": officer.body,
        "form": form,
        "wrong": form.wrong(),
        "chosen": chosen,
        "scopes": Scope.choices,
        "legend": LEGEND,
    }
    return render(request, "workspace/month.html", context)


@require_safe
@login_required
def wall(request: HttpRequest, year: int) -> HttpResponse:
    """Show a year: every item of the catalogs by every month."""
    officer = officer_of(request)
    _require_known(year)
    form = BoardFilter(officer.body, request.GET)
    chosen = form.chosen(Scope.BODY)
    duties = duties_on_wall(officer.body, officer, chosen, year)
    page = Paginator(duties, _PER_WALL).get_page(request.GET.get("page"))
    context = {
        "year": year,
        "before": year - 1 if _known(year - 1) else None,
        "after": year + 1 if _known(year + 1) else None,
        "months": MONTHS,
        "this_month": chosen.day.month if chosen.day.year == year else 0,
        "page": page,
        "rows": rows_of(officer.body, list(page.object_list), chosen, year),
        "body": officer.body,
        "form": form,
        "wrong": form.wrong(),
        "chosen": chosen,
        "scopes": Scope.choices,
        "legend": LEGEND,
    }
    return render(request, "workspace/wall.html", context)


def _to(route: str, when: date | int, request: HttpRequest) -> HttpResponse:
    asked = request.GET.urlencode()
    url = reverse(f"workspace:{route}", args=[when])
    return HttpResponseRedirect(f"{url}?{asked}" if asked else url)


def _known(year: int) -> bool:
    return calendar_for(None).first_day.year <= year <= _LAST_YEAR


def _require_known(year: int) -> None:
    if not _known(year):
        raise Http404("日历里没有这一年。")
