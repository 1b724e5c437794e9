"""The working calendar of one's own body: a year at a glance, and one day changed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from gongkai.bodies.models import Officer, Role
from gongkai.clocks.actions import change_day
from gongkai.clocks.models import BodyTargets, DayChange, DayKind
from gongkai.clocks.queries import calendar_for, changes_for, notices_for, targets_set_for
from gongkai.clocks.rules import YEARS_AHEAD, may_change_site
from gongkai.refusals import Refused
from gongkai.workspace import calendar_year
from gongkai.workspace.access import officer_of, say_no
from gongkai.workspace.forms_calendar import SITE, DayForm, TargetsForm


@require_safe
@login_required
def calendar(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """Show a year (this one where none is named); administrators change days here."""
    officer = officer_of(request)
    form = DayForm(whole_site=may_change_site(officer))
    return _page(request, officer, year or timezone.localdate().year, form)


@require_POST
@login_required
def change(request: HttpRequest) -> HttpResponse:
    """Change one day, or put it back to the notice; what was typed stays where that is refused."""
    officer = officer_of(request)
    form = DayForm(request.POST, whole_site=may_change_site(officer))
    try:
        row = _change(officer, form.read())
    except Refused as refused:
        say_no(request, refused)
        on = form.cleaned_data.get("on")
        year = on.year if on and on.year in _years(officer) else timezone.localdate().year
        return _page(request, officer, year, form)
    messages.success(request, "日历已调整；未办结的期限会按新日历重新计算，已经办结的不变。")
    return redirect("workspace:calendar_year", row.on.year)


def _change(officer: Officer, typed: dict[str, Any]) -> DayChange:
    return change_day(
        actor=officer,
        body=None if typed["scope"] == SITE else officer.body,
        on=typed["on"],
        kind=DayKind(typed["kind"]),
        name=typed["name"],
        source=typed["source"],
        reason=typed["reason"],
    )


def _page(request: HttpRequest, officer: Officer, year: int, form: DayForm) -> HttpResponse:
    years, today = _years(officer), timezone.localdate()
    if year not in years:
        raise Http404(f"工作日历从{years[0]}年到{years[-1]}年，没有{year}年。")
    administers = officer.has_role(Role.ADMINISTRATOR)
    aims = targets_set_for(officer.office.body_id)
    context = _year(officer, year) | {
        "today": today,
        "earlier": year - 1 if year - 1 in years else None,
        "later": year + 1 if year + 1 in years else None,
        "body": officer.body,
        "whole_site": may_change_site(officer),
        "form": form if administers else None,
        "aims": aims,
        "aims_form": TargetsForm(initial=_typed(aims)) if administers else None,
    }
    return render(request, "workspace/calendar.html", context)


def _typed(aims: BodyTargets | None) -> dict[str, Any]:
    return {"realtime": aims.realtime, "timely": aims.timely} if aims else {}


def _years(officer: Officer) -> range:
    """Return the years that can be shown."""
    first = calendar_for(officer.office.body_id).first_day.year
    return range(first, timezone.localdate().year + YEARS_AHEAD + 1)


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
