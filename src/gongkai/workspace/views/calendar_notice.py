"""Loading a year's notice: choose a file, see what it says and what it changes, load it."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.clocks.actions import import_notice
from gongkai.clocks.comparing import differences, reach_of, touched
from gongkai.clocks.queries import calendar_for, calendar_with
from gongkai.clocks.rules import may_change_site
from gongkai.refusals import Refused
from gongkai.workdays.notices import read_notice
from gongkai.workspace.access import officer_of
from gongkai.workspace.answers import not_for_you
from gongkai.workspace.calendar_year import holidays_read, open_tasks_over
from gongkai.workspace.forms_calendar import ConfirmForm, NoticeForm, confirm_form

_WHO_MAY = "年度放假通知适用于全站，由没有上级机关的系统管理员载入，也可以在命令行载入。"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def notice(request: HttpRequest) -> HttpResponse:
    """Take a notice and show what was read of it; nothing is stored yet."""
    if not may_change_site(officer_of(request)):
        return not_for_you(request, "载入放假通知", _WHO_MAY)
    context: dict[str, Any] = {"form": NoticeForm()}
    if request.method == "POST":
        form = NoticeForm(request.POST, request.FILES)
        context["form"] = form
        try:
            context |= _preview(*form.notice())
        except Refused as refused:
            messages.error(request, refused.message)
    return render(request, "workspace/calendar_notice.html", context)


@require_POST
@login_required
def confirm(request: HttpRequest) -> HttpResponse:
    """Load the very notice that was shown, if the calendar it was compared with still stands."""
    officer = officer_of(request)
    try:
        form = ConfirmForm(request.POST).read()
        read = read_notice(form["packed"], form["name"])
        if calendar_for().version != form["version"]:
            raise Refused(
                "calendar-moved", "您核对时日历又有了变化，没有载入；请重新选择文件再核对一次。"
            )
        row = import_notice(
            actor=officer,
            read=read,
            source_name=form["name"],
            source_sha256=hashlib.sha256(form["packed"]).hexdigest(),
        )
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("workspace:calendar_notice")
    messages.success(request, f"已载入{row.year}年放假安排；未办结的期限会重新计算。")
    return redirect("workspace:calendar_year", row.year)


def _preview(data: bytes, name: str) -> dict[str, Any]:
    read = read_notice(data, name)
    before, after = calendar_for(), calendar_with(read)
    reach = reach_of(read.year)
    span = touched(before, after, *reach)
    return {
        "read": read,
        "holidays": holidays_read(read),
        "differences": differences(before, after, *reach),
        "settles": before.year_status(read.year).provisional,
        "tasks": open_tasks_over(*span) if span else 0,
        "nothing": span is None,
        "confirm": confirm_form(data, name[:200], before.version),
    }
