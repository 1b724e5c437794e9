"""The working calendar of one's own body: a year at a glance, and one day changed."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from gongkai.bodies.models import Officer, Role
from gongkai.clocks.actions import change_day
from gongkai.clocks.models import DayKind
from gongkai.clocks.queries import calendar_for, changes_for, notices_for
from gongkai.clocks.rules import YEARS_AHEAD, may_change_site
from gongkai.workspace import calendar_year
from gongkai.workspace.access import officer_of
from gongkai.workspace.answers import telling
from gongkai.workspace.forms_calendar import SITE, DayForm


@require_safe
@login_required
def calendar(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """Show a year (this one where none is named); administrators change days here."""
    officer = officer_of(request)
    today = timezone.localdate()
    shown = calendar_for(officer.office.body_id)
    first, last = shown.first_day.year, today.year + YEARS_AHEAD
    year = year or today.year
    if not first <= year <= last:
        raise Http404(f"工作日历从{first}年到{last}年，没有{year}年。")
    context = _year(officer, year) | {
        "today": today,
        "earlier": year - 1 if year > first else None,
        "later": year + 1 if year < last else None,
        "body": officer.body,
        "whole_site": may_change_site(officer),
    }
    if officer.has_role(Role.ADMINISTRATOR):
        context["form"] = DayForm(whole_site=may_change_site(officer))
    return render(request, "workspace/calendar.html", context)


@require_POST
@login_required
def change(request: HttpRequest) -> HttpResponse:
    """Change one day, or put it back to the notice."""
    officer = officer_of(request)
    year: int | None = None
    with telling(request, "日历已调整；未办结的期限会按新日历重新计算，已经办结的不变。"):
        form = DayForm(request.POST, whole_site=may_change_site(officer)).read()
        year = form["on"].year
        change_day(
            actor=officer,
            body=None if form["scope"] == SITE else officer.body,
            on=form["on"],
            kind=DayKind(form["kind"]),
            name=form["name"],
            source=form["source"],
            reason=form["reason"],
        )
        return redirect("workspace:calendar_year", year)
    return redirect("workspace:calendar")


def _year(officer: Officer, year: int) -> dict[str, Any]:
    shown = calendar_for(officer.office.body_id)
    months = calendar_year.months_of(shown, year)
    changes = [row for row in changes_for(officer.office.body_id) if row.on.year == year]
    return {
        "year": year,
        "status": shown.year_status(year),
        "months": months,
        "working_days": sum(month.working_days for month in months),
        "holidays": calendar_year.holidays_of(shown, year),
        "changes": changes,
        "imported": notices_for(year),
        "version": shown.version,
    }
