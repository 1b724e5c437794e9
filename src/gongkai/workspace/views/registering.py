"""Registering: that information was formed, under which items, and when it will be due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.bodies.models import Officer, Role
from gongkai.disclosures import actions
from gongkai.disclosures.models import Openness
from gongkai.duties.clocks import derive
from gongkai.duties.mapping_queries import also_fulfilled
from gongkai.duties.models import Duty
from gongkai.duties.queries import duties_open_to
from gongkai.refusals import Refused
from gongkai.workspace.access import officer_of, say_no
from gongkai.workspace.answering import Asked, answers_of, asked_of, meant_by
from gongkai.workspace.forms import RegisterForm
from gongkai.workspace.fulfilling import called


@dataclass(frozen=True, slots=True)
class Preview:
    """When a duty would be due, or why that cannot be said.

    ``asked`` is what waits under it already, where something does; what is chosen there has its
    own day. ``mapped`` where it was not chosen and is fulfilled with what was; ``strictest``
    where it is the soonest of several.
    """

    duty: Duty
    due_on: date | None
    provisional: bool = False
    problem: str = ""
    asked: Asked | None = None
    mapped: bool = False
    strictest: bool = False


@login_required
def register(request: HttpRequest) -> HttpResponse:
    """Choose items and say when the information was formed; ``do`` says which button it was.

    ``filter`` and ``preview`` change nothing; only ``register`` does.
    """
    officer = officer_of(request)
    if not officer.has_role(Role.EDITOR):
        say_no(request, Refused("wrong-role", "只有填报人可以登记信息。"))
        return redirect("workspace:my_work")
    sent = request.POST if request.method == "POST" else request.GET
    mine = list(duties_open_to(officer, formed_on=_day(sent.get("formed_on", ""))))
    chosen = [duty for duty in mine if str(duty.pk) in set(sent.getlist("duty"))]
    chosen = chosen or meant_by(sent.get("obligation", ""), mine)
    do = request.POST.get("do", "register") if request.method == "POST" else ""
    form = RegisterForm(request.POST) if do == "register" else RegisterForm(initial=_kept(sent))
    formed_on = sent.get("formed_on", "")
    if request.method != "POST":
        formed_on = formed_on or timezone.localdate().isoformat()
    asked = asked_of(chosen, _day(formed_on), sent)
    if do == "register":
        made = _register(officer, form, chosen, asked)
        if made is not None:
            return redirect("workspace:edit", pk=made)
    previews = _previews(chosen, formed_on, asked)
    context = {
        "form": form,
        "words": sent.get("q", ""),
        "chosen": chosen,
        "groups": _grouped(mine, chosen, sent.get("q", "")),
        "any_duty": bool(mine),
        "previews": previews,
        "also": [called(one.duty) for one in previews if one.mapped],
        "nothing_chosen": do == "register" and not chosen,
    }
    part = do == "preview" and request.headers.get("HX-Request") == "true"
    template = "workspace/parts/due_preview.html" if part else "workspace/register.html"
    failed = do == "register"
    return render(request, template, context, status=422 if failed else 200)


def _register(
    officer: Officer, form: RegisterForm, chosen: list[Duty], asked: Mapping[int, Asked]
) -> int | None:
    if not form.is_valid():
        return None
    data = form.cleaned_data
    try:
        made = actions.register(
            actor=officer,
            duties=chosen,
            title=data["title"],
            formed_on=data["formed_on"],
            openness=Openness(data["openness"]),
            openness_ground=data["openness_ground"],
            answering=answers_of(asked),
        )
    except Refused as refusal:
        form.refuse(refusal)
        return None
    return made.pk


def _kept(sent: object) -> dict[str, str]:
    get = sent.get  # type: ignore[attr-defined]
    kept = {key: get(key, "") for key in ("title", "openness_ground")}
    kept["formed_on"] = get("formed_on", "") or timezone.localdate().isoformat()
    kept["openness"] = get("openness", "") or Openness.PROACTIVE.value
    return kept


def _grouped(
    mine: list[Duty], chosen: list[Duty], words: str
) -> list[tuple[str, list[tuple[str, list[Duty]]]]]:
    """Return the duties that are not chosen yet and contain every word: by catalog, by heading."""
    wanted = words.split()
    rest = [
        duty
        for duty in mine
        if duty not in chosen and all(word in _searched(duty) for word in wanted)
    ]
    return [
        (catalog, [(heading, list(rows)) for heading, rows in groupby(inside, key=_heading)])
        for catalog, inside in (
            (name, list(rows))
            for name, rows in groupby(rest, key=lambda duty: str(duty.item.edition))
        )
    ]


def _heading(duty: Duty) -> str:
    return " › ".join(duty.item.levels[:-1])


def _searched(duty: Duty) -> str:
    return f"{duty.item.path} {duty.item.content}"


def _previews(chosen: list[Duty], typed: str, asked: Mapping[int, Asked]) -> list[Preview]:
    formed_on = _day(typed)
    if formed_on is None:
        return []
    also = also_fulfilled(chosen, formed_on)
    previews = [
        _preview(duty, formed_on, asked.get(duty.pk), mapped=duty in also)
        for duty in (*chosen, *also)
    ]
    days = [one.due_on for one in previews if one.due_on is not None]
    return [
        replace(one, strictest=one.due_on == min(days)) if len(set(days)) > 1 else one
        for one in previews
    ]


def _preview(duty: Duty, formed_on: date, asked: Asked | None, *, mapped: bool) -> Preview:
    waiting = asked.chosen if asked is not None else None
    if waiting is not None:
        return Preview(duty, waiting.due_on, waiting.provisional, asked=asked, mapped=mapped)
    try:
        clock = derive(duty, formed_on)
    except Refused as refusal:
        return Preview(duty, None, problem=refusal.message, asked=asked, mapped=mapped)
    return Preview(duty, clock.due_on, clock.provisional, asked=asked, mapped=mapped)


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
