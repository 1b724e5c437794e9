"""One obligation: how its due date came to be, what happened to it, and what can be done."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.bodies.models import Officer, Role
from gongkai.disclosures.actions import confirm_unchanged
from gongkai.duties import actions
from gongkai.duties.limits import candidates_of
from gongkai.duties.models import DeclarationKind, Obligation, ObligationChange, Trigger
from gongkai.duties.obligation_queries import with_state
from gongkai.duties.rules import may_file
from gongkai.workspace.access import officer_of
from gongkai.workspace.answers import telling
from gongkai.workspace.explaining import explain
from gongkai.workspace.forms_clocks import DeclareForm
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
    files = officer.has_role(Role.EDITOR) and may_file(officer, found.duty)
    return {
        "obligation": found,
        "late": working_days_late(found),
        "explanation": explain(found.derivation),
        "candidates": candidates_of(found.duty),
        "changes": changes.select_related("before", "after", "by").order_by("-at", "-pk"),
        "ledger": found.ledger.select_related("recorded_by"),
        "declarations": declarations,
        "waiting": waiting,
        "decides": officer.has_role(Role.REVIEWER, Role.PUBLISHER),
        "disclosure": disclosure,
        "is_open": is_open,
        "files": files and is_open,
        "may_register": files and is_open and disclosure is None,
        "may_confirm": files and is_open and disclosure is None and found.trigger in _CONFIRMABLE,
        "may_declare": files and is_open and waiting is None,
        "declare_form": DeclareForm(),
        "here": reverse("workspace:obligation", args=[found.pk]),
    }
