"""The reminders of an officer, and the times the body's administrator sets for them."""

from __future__ import annotations

import rules
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.reminders import actions
from gongkai.reminders.feed import address_of
from gongkai.reminders.letters import mail_is_set
from gongkai.reminders.models import CalendarFeed, ReminderKind
from gongkai.reminders.queries import inbox_of, troubled_letters, unread_by
from gongkai.reminders.sending import send_test
from gongkai.reminders.times import times_of
from gongkai.reminders.wording import TITLES, says
from gongkai.workspace.access import officer_of
from gongkai.workspace.answers import not_for_you, telling
from gongkai.workspace.forms_reminders import TimesForm

_PER_PAGE = 50
_WHO_MAY = "提醒的时间和邮件由本机关的系统管理员设置。"
_TONES = {
    ReminderKind.BEFORE: "due",
    ReminderKind.ON_THE_DAY: "due",
    ReminderKind.MOVED: "plain",
}


@require_safe
@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    """Show what the officer was told: unread first."""
    officer = officer_of(request)
    page = Paginator(inbox_of(officer), _PER_PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "reminder": one,
            "title": TITLES[ReminderKind(one.kind)],
            "says": says(one),
            "tone": _TONES.get(ReminderKind(one.kind), "overdue"),
            "over": one.obligation.fulfilled_on or one.obligation.excused_on,
        }
        for one in page.object_list
    ]
    feed = CalendarFeed.objects.filter(officer=officer).first()
    context = {
        "rows": rows,
        "page": page,
        "unread": unread_by(officer),
        "feed": request.build_absolute_uri(address_of(feed)) if feed else "",
        "by_mail": mail_is_set() and times_of(officer.body).by_mail,
        "mail_is_set": mail_is_set(),
        "officer": officer,
        "administers": rules.has_perm("bodies.manage", officer, officer.body),
    }
    answer = render(request, "workspace/reminders.html", context)
    # The page shows a private address.
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@login_required
def read(request: HttpRequest) -> HttpResponse:
    """Mark one reminder, or all of them, as read."""
    one = request.POST.get("reminder", "")
    officer = officer_of(request)
    marked = actions.mark_read(actor=officer, reminders=[int(one)] if one.isdecimal() else None)
    messages.success(request, f"已把{marked}条提醒标为已读。")
    return redirect("workspace:reminders")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def settings_page(request: HttpRequest) -> HttpResponse:
    """Show and change when the body's officers are reminded, and which letters did not arrive."""
    officer = officer_of(request)
    if not rules.has_perm("bodies.manage", officer, officer.body):
        return not_for_you(request, "提醒设置", _WHO_MAY)
    if request.method == "POST":
        with telling(request, "已保存提醒设置，从下一次提醒起生效。"):
            times = TimesForm(request.POST).times()
            actions.set_times(actor=officer, body=officer.body, times=times)
        return redirect("workspace:reminder_settings")
    context = {
        "form": TimesForm(times=times_of(officer.body)),
        "body": officer.body,
        "mail_is_set": mail_is_set(),
        "sender": settings.DEFAULT_FROM_EMAIL,
        "hour": settings.REMIND_HOUR,
        "letters": troubled_letters(officer.body),
        "officer": officer,
    }
    return render(request, "workspace/reminder_settings.html", context)


@require_POST
@login_required
def test_letter(request: HttpRequest) -> HttpResponse:
    """Send a letter to oneself, to see that letters arrive."""
    officer = officer_of(request)
    if not rules.has_perm("bodies.manage", officer, officer.body):
        return not_for_you(request, "提醒设置", _WHO_MAY)
    with telling(request, f"已向 {officer.email} 发出测试邮件。"):
        send_test(actor=officer)
    return redirect("workspace:reminder_settings")
