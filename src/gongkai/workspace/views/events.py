"""Events: what happened, what it set off, and registering another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.bodies.models import Officer, Role
from gongkai.catalog.model import LimitKind
from gongkai.duties import actions
from gongkai.duties.limits import decided, limit_of
from gongkai.duties.models import Duty, Event, Obligation
from gongkai.duties.obligation_queries import with_state
from gongkai.duties.queries import duties_open_to
from gongkai.refusals import Refused
from gongkai.workspace.access import officer_of, say_no
from gongkai.workspace.asking import words_of
from gongkai.workspace.forms_clocks import EventForm

_PER_PAGE = 30
_FROM_AN_EVENT = (LimitKind.AFTER_EVENT, LimitKind.BEFORE_EVENT)
_OWN = ("信息形成", "信息获取", "形成", "变更")


@dataclass(frozen=True, slots=True)
class Choice:
    """A duty that can be set off: the event its limit names (empty for none), and the limit."""

    duty: Duty
    event: str
    limit: str
    chosen: bool


@require_safe
@login_required
def events(request: HttpRequest) -> HttpResponse:
    """List the events of the officer's body, the latest first, with what each set off."""
    officer = officer_of(request)
    owed = with_state(Obligation.objects.select_related("duty__item", "duty__lead"))
    found = (
        Event.objects.filter(body=officer.body)
        .select_related("recorded_by")
        .prefetch_related(Prefetch("obligations", queryset=owed))
    )
    context = {
        "page": Paginator(found, _PER_PAGE).get_page(request.GET.get("page")),
        "may_register": officer.has_role(Role.EDITOR),
    }
    return render(request, "workspace/events.html", context)


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Register an event; the form keeps what was typed where the room says no."""
    officer = officer_of(request)
    if not officer.has_role(Role.EDITOR):
        say_no(request, Refused("wrong-role", "只有填报人可以登记事件。"))
        return redirect("workspace:events")
    sent = request.POST if request.method == "POST" else request.GET
    mine = list(duties_open_to(officer).prefetch_related("limits"))
    name = words_of(sent, "name")[:60]
    picked = set(sent.getlist("duty"))
    choices = [_choice(duty, picked, name if not picked else "") for duty in mine]
    form = EventForm(initial={"name": name, "happened_on": timezone.localdate()})
    if request.method == "POST":
        form = EventForm(request.POST)
        chosen = [one.duty for one in choices if str(one.duty.pk) in picked]
        if _registered(request, officer, form, chosen):
            return redirect("workspace:events")
    context = {
        "form": form,
        "proposals": sorted({one.event for one in choices if one.event}),
        "waiting": [one for one in choices if one.event],
        "others": [one for one in choices if not one.event],
        "other_chosen": any(one.chosen and not one.event for one in choices),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "workspace/event_new.html", context, status=status)


def _registered(
    request: HttpRequest, officer: Officer, form: EventForm, chosen: list[Duty]
) -> bool:
    try:
        typed = form.read()
        event, owed = actions.register_event(
            actor=officer,
            body=officer.body,
            name=typed["name"],
            title=typed["title"],
            happened_on=typed["happened_on"],
            happened_at=form.moment(),
            duties=chosen,
        )
    except Refused as refused:
        say_no(request, refused)
        return False
    first = min(one.due_on for one in owed)
    done = f"已登记“{event}”，{len(owed)}项开始计时，最早{_said(first)}到期。"
    messages.success(request, done)
    return True


def _choice(duty: Duty, picked: set[str], name: str) -> Choice:
    event = event_of(duty)
    chosen = str(duty.pk) in picked or (bool(name) and name == event)
    return Choice(duty, event, decided(duty).phrase, chosen)


def event_of(duty: Duty) -> str:
    """Return the event the catalog's limit counts from; empty where the information itself is."""
    for clause in limit_of(duty.item).clauses:
        if clause.kind in _FROM_AN_EVENT and clause.event:
            named = clause.event.strip("该其本")
            if not named.startswith(_OWN):
                return clause.event
    return ""


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
