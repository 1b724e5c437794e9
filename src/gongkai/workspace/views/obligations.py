"""One obligation: how its due date came to be, what happened to it, and what can be done."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from gongkai.bodies.models import Officer, Role
from gongkai.clocks.models import Cause, EntryKind
from gongkai.disclosures.actions import confirm_unchanged
from gongkai.duties import actions
from gongkai.duties.limits import candidates_of
from gongkai.duties.models import (
    DeclarationKind,
    Obligation,
    ObligationChange,
    ObligationLedger,
    Trigger,
)
from gongkai.duties.obligation_queries import with_state
from gongkai.duties.rules import may_file
from gongkai.workspace.access import officer_of
from gongkai.workspace.answers import telling
from gongkai.workspace.asking import words_of
from gongkai.workspace.explaining import explain
from gongkai.workspace.forms_clocks import (
    ClosePauseForm,
    DeclareForm,
    ExtendForm,
    PauseForm,
)
from gongkai.workspace.lateness import working_days_late

# What a look at the page can answer; what came of an occurrence is new information.
_CONFIRMABLE = (Trigger.PERIOD, Trigger.ADOPTION)


@require_safe
@login_required
def obligation(request: HttpRequest, pk: int) -> HttpResponse:
    """Explain a due date, show what happened to it, and offer what this officer may do."""
    officer = officer_of(request)
    found = _own(officer, pk)
    return render(request, "workspace/obligation.html", _context(officer, found))


@require_POST
@login_required
def declare(request: HttpRequest, pk: int) -> HttpResponse:
    """State that there is nothing, or ask to be excused; a second person decides."""
    officer = officer_of(request)
    found = _own(officer, pk)
    with telling(request, "已提出，等待另一位人员决定。"):
        typed = DeclareForm(request.POST).read()
        actions.declare(
            actor=officer,
            obligation=found,
            kind=DeclarationKind(typed["kind"]),
            reason=typed["reason"],
        )
    return redirect("workspace:obligation", pk)


@require_POST
@login_required
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that what is public was checked and is still true."""
    officer = officer_of(request)
    found = _own(officer, pk)
    with telling(request, "已登记：今天核对，没有变化。"):
        confirm_unchanged(actor=officer, duty=found.duty, obligation=found)
    return redirect("workspace:obligation", pk)


@require_POST
@login_required
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop the clock until the pause is closed."""
    officer = officer_of(request)
    found = _own(officer, pk)
    with telling(request, "已暂停，暂停的日子不计入期限。"):
        typed = PauseForm(request.POST).read()
        actions.pause_obligation(
            actor=officer,
            obligation=found,
            cause=Cause(typed["cause"]),
            started_on=typed["started_on"],
            reason=typed["reason"],
        )
    return redirect("workspace:obligation", pk)


@require_POST
@login_required
def close_pause(request: HttpRequest, pk: int) -> HttpResponse:
    """End a pause; the clock runs on from the next day."""
    officer = officer_of(request)
    entry = _own_entry(officer, pk)
    with telling(request, "暂停已结束，期限继续计算。"):
        typed = ClosePauseForm(request.POST).read()
        actions.close_pause(actor=officer, entry=entry, ended_on=typed["ended_on"])
    return redirect("workspace:obligation", entry.obligation_id)


@require_POST
@login_required
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the clock more working days."""
    officer = officer_of(request)
    found = _own(officer, pk)
    with telling(request, "已延长，到期日随之改变。"):
        typed = ExtendForm(request.POST).read()
        actions.extend_obligation(
            actor=officer,
            obligation=found,
            working_days=typed["working_days"],
            cause=Cause(typed["cause"]),
            reason=typed["reason"],
        )
    return redirect("workspace:obligation", pk)


@require_POST
@login_required
def undo_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a pause or an extension; it keeps its place and counts no more."""
    officer = officer_of(request)
    entry = _own_entry(officer, pk)
    with telling(request, "已撤销，期限已重新计算。"):
        actions.undo_entry(actor=officer, entry=entry, reason=words_of(request.POST, "reason"))
    return redirect("workspace:obligation", entry.obligation_id)


def _own_entry(officer: Officer, pk: int) -> ObligationLedger:
    rows = ObligationLedger.objects.filter(obligation__body_id=officer.office.body_id)
    return get_object_or_404(rows.select_related("obligation__duty"), pk=pk)


def _own(officer: Officer, pk: int) -> Obligation:
    """Return an obligation of the officer's body; another body's is not found."""
    rows: QuerySet[Obligation] = with_state(
        Obligation.objects.filter(body_id=officer.office.body_id)
    ).select_related(
        "duty__item__edition__catalog",
        "duty__lead",
        "duty__body",
        "derivation",
        "event",
        "opened_by",
        "filing__disclosure__latest",
    )
    return get_object_or_404(rows, pk=pk)


def _context(officer: Officer, found: Obligation) -> dict[str, Any]:
    changes = ObligationChange.objects.filter(obligation=found)
    declarations = found.declarations.select_related("declared_by", "decided_by")
    waiting = next((one for one in declarations if one.granted is None), None)
    disclosure = getattr(getattr(found, "filing", None), "disclosure", None)
    is_open = found.fulfilled_on is None and found.excused_on is None
    files = is_open and officer.has_role(Role.EDITOR) and may_file(officer, found.duty)
    approves = is_open and officer.has_role(Role.REVIEWER, Role.PUBLISHER)
    ledger = list(found.ledger.select_related("recorded_by"))
    standing = [one for one in ledger if one.undone_at is None]
    paused = any(one.kind == EntryKind.PAUSE and one.ended_on is None for one in standing)
    extended = any(one.kind == EntryKind.EXTENSION for one in standing)
    runs = found.due_on >= timezone.localdate()
    return {
        "obligation": found,
        "late": working_days_late(found),
        "explanation": explain(found.derivation),
        "candidates": candidates_of(found.duty),
        "changes": changes.select_related("before", "after", "by").order_by("-at", "-pk"),
        "ledger": ledger,
        "declarations": declarations,
        "waiting": waiting,
        "decides": officer.has_role(Role.REVIEWER, Role.PUBLISHER),
        "disclosure": disclosure,
        "is_open": is_open,
        "files": files,
        "approves": approves,
        "may_register": files and disclosure is None,
        "may_confirm": files and disclosure is None and found.trigger in _CONFIRMABLE,
        "may_declare": files and waiting is None,
        "may_pause": files and runs and not paused,
        "may_extend": approves and runs and not extended,
        "pause_form": PauseForm(),
        "extend_form": ExtendForm(),
        "close_form": ClosePauseForm(initial={"ended_on": timezone.localdate()}),
        "declare_form": DeclareForm(),
        "here": reverse("workspace:obligation", args=[found.pk]),
    }
