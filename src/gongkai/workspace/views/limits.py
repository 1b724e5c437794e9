"""The limits that speak of a duty, which of them decides, and what sets the duty off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import rules
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from gongkai.bodies.models import Officer
from gongkai.duties import actions
from gongkai.duties.limits import candidates_of, standing_limits
from gongkai.duties.models import Chain, Duty, DutyLimit
from gongkai.duties.queries import all_duties_of, duties_of
from gongkai.refusals import Refused
from gongkai.workspace.access import officer_of, say_no
from gongkai.workspace.answers import telling
from gongkai.workspace.asking import number_or_none, words_of
from gongkai.workspace.forms_clocks import ChooseLimitForm, LocalLimitForm


@require_safe
@login_required
def limits(request: HttpRequest, pk: int) -> HttpResponse:
    """Show every limit that speaks of the duty, and the links to other duties."""
    officer = officer_of(request)
    return _page(request, officer, _own_duty(officer, pk))


@require_POST
@login_required
def set_local(request: HttpRequest, pk: int) -> HttpResponse:
    """Register what a local rule says; what cannot be read stays in the form."""
    officer = officer_of(request)
    duty = _own_duty(officer, pk)
    form = LocalLimitForm(request.POST)
    try:
        actions.set_local_limit(actor=officer, duty=duty, **form.read())
    except Refused as refused:
        say_no(request, refused)
        return _page(request, officer, duty, local=form)
    return _told(request, pk, "已登记本地规定；未完成的任务已按现在适用的时限重新计算。")


@require_POST
@login_required
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Let another candidate decide, with a reason."""
    officer = officer_of(request)
    duty = _own_duty(officer, pk)
    form = ChooseLimitForm(_choices(duty), request.POST)
    try:
        actions.override_limit(actor=officer, duty=duty, **form.read())
    except Refused as refused:
        say_no(request, refused)
        return _page(request, officer, duty, choice=form)
    return _told(request, pk, "已选定适用的时限；未完成的任务已重新计算。")


@require_POST
@login_required
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a local rule or a choice."""
    officer = officer_of(request)
    row = get_object_or_404(
        DutyLimit.objects.select_related("duty__body"), pk=pk, duty__body=officer.body
    )
    with telling(request, "已撤销；未完成的任务已按来源的顺序重新计算。"):
        actions.end_limit(actor=officer, row=row, reason=words_of(request.POST, "reason"))
    return redirect("workspace:limits", row.duty_id)


@require_POST
@login_required
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that publishing under another duty sets this one off."""
    officer = officer_of(request)
    duty = _own_duty(officer, pk)
    with telling(request, "已联动：那一项公开后，这一项自动开始计时。"):
        number = number_or_none(request.POST.get("source", ""))
        source = all_duties_of(officer.body).filter(pk=number).first() if number else None
        if source is None:
            raise Refused("no-item", "请选择由哪一项的公开引起。")
        actions.link_chain(actor=officer, duty=duty, source=source)
    return redirect("workspace:limits", pk)


_CHAIN_VERBS: dict[str, tuple[Callable[[Officer, Chain, str], object], str]] = {
    "confirm": (
        lambda who, one, _reason: actions.confirm_chain(actor=who, chain=one),
        "已确认联动。",
    ),
    "unlink": (
        lambda who, one, reason: actions.unlink_chain(actor=who, chain=one, reason=reason),
        "已取消联动；已经开始计时的任务不变。",
    ),
}


@require_POST
@login_required
def chain(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Confirm a link that was found by the words, or take one back."""
    if verb not in _CHAIN_VERBS:
        raise Http404
    officer = officer_of(request)
    found = get_object_or_404(
        Chain.objects.select_related("duty__body", "source"), pk=pk, duty__body=officer.body
    )
    act, done = _CHAIN_VERBS[verb]
    with telling(request, done):
        act(officer, found, words_of(request.POST, "reason"))
    back = number_or_none(request.POST.get("duty", ""))
    return redirect("workspace:limits", back if back == found.source_id else found.duty_id)


def _page(
    request: HttpRequest,
    officer: Officer,
    duty: Duty,
    *,
    local: LocalLimitForm | None = None,
    choice: ChooseLimitForm | None = None,
) -> HttpResponse:
    candidates = candidates_of(duty)
    chains = Chain.objects.filter(ended_at=None).select_related("duty__item", "source__item")
    may_set = rules.has_perm("duties.correct", officer, duty.body)
    chained = chains.filter(duty=duty)
    context: dict[str, Any] = {
        "duty": duty,
        "candidates": candidates,
        "chosen": next(one for one in candidates if one.chosen),
        "standing": standing_limits(duty),
        "ended": duty.limits.exclude(ended_at=None).select_related("set_by", "ended_by"),
        "local_form": local or LocalLimitForm(),
        "choice_form": choice or ChooseLimitForm(_choices(duty)),
        "set_off_by": chained,
        "sets_off": chains.filter(source=duty),
        "may_set": may_set,
        "sources": _sources(duty, chained) if may_set else [],
        "today": timezone.localdate(),
    }
    status = 422 if local is not None or choice is not None else 200
    return render(request, "workspace/limits.html", context, status=status)


def _choices(duty: Duty) -> list[tuple[str, str]]:
    return [
        (one.id, f"{one.phrase}（{one.source}）{'' if one.seen else '〔待核〕'}")
        for one in candidates_of(duty)
        if not one.chosen
    ]


def _sources(duty: Duty, chained: Any) -> list[Duty]:
    taken = {duty.pk, *(one.source_id for one in chained)}
    return [one for one in duties_of(duty.body).filter(applies=True) if one.pk not in taken]


def _told(request: HttpRequest, pk: int, done: str) -> HttpResponse:
    with telling(request, done):
        pass
    return redirect("workspace:limits", pk)


def _own_duty(officer: Officer, pk: int) -> Duty:
    """Return a duty of the officer's body; another body's is not found."""
    return get_object_or_404(all_duties_of(officer.body).prefetch_related("limits__set_by"), pk=pk)
