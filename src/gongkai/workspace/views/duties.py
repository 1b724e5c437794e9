"""The body's duties, one duty in full, and the correction of who answers for it."""

from __future__ import annotations

import rules
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from gongkai.bodies.models import Officer, Role
from gongkai.disclosures.actions import confirm_unchanged
from gongkai.disclosures.actions.handing_over import fit_for
from gongkai.disclosures.queries import of_body, published
from gongkai.duties import actions
from gongkai.duties.continuing import whole_line
from gongkai.duties.limits import decided
from gongkai.duties.models import Duty
from gongkai.duties.queries import STATE_NAMES, all_duties_of, item_as_corrected, with_state
from gongkai.duties.rules import may_file
from gongkai.workspace.access import officer_of
from gongkai.workspace.answers import telling
from gongkai.workspace.edition_table import row_of
from gongkai.workspace.forms_around import CorrectionForm, DutyFilter
from gongkai.workspace.standing import duties_standing, narrowed

_PER_PAGE = 50
_SHOWN = (
    *("process", "content", "time_limit", "publisher", "audiences", "modes", "tiers"),
    *("form", "remarks"),
)


@require_safe
@login_required
def duties(request: HttpRequest) -> HttpResponse:
    """List what the officer's body answers for, and how each stands."""
    body = officer_of(request).body
    form = DutyFilter(body, request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    office = chosen.get("office")
    found = narrowed(
        duties_standing(body),
        edition=chosen.get("edition"),
        office_id=office.pk if office else None,
        unresolved=bool(chosen.get("unresolved")),
        words=chosen.get("words", ""),
    )
    context = {
        "page": Paginator(found, _PER_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "body": body,
        "narrowed": any(chosen.values()),
        "may_correct": rules.has_perm("duties.correct", officer_of(request), body),
    }
    return render(request, "workspace/duties.html", context)


@require_safe
@login_required
def duty(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one duty of the officer's body: the item, its obligations, what was made public."""
    officer = officer_of(request)
    found = _own_duty(officer, pk)
    form = CorrectionForm(
        officer.body.offices.all(),
        initial={
            "lead": found.lead,
            "offices": found.offices.all(),
            "any_office": found.any_office,
        },
    )
    row = row_of(item_as_corrected(found))
    owed = with_state(found.obligations.all()).order_by("-fulfilled_on", "due_on", "pk")
    limit = decided(found)
    context = {
        "duty": found,
        "limit": limit,
        "other_limits": len(limit.candidates) - 1,
        "today": timezone.localdate(),
        "successors": found.continued_by.select_related("item"),
        "row": row,
        "shown": [row.values[field] for field in _SHOWN],
        # Open ones first: PostgreSQL puts what has no day first in descending order.
        "obligations": [(one, STATE_NAMES[one.state]) for one in owed],  # type: ignore[attr-defined]
        "disclosures": of_body(officer).filter(filings__duty=found),
        "form": form,
        "fit": fit_for(officer, found),
        "may_confirm": _may_confirm(officer, found),
        "may_correct": rules.has_perm("duties.correct", officer, found.body),
    }
    return render(request, "workspace/duty.html", context)


@require_POST
@login_required
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Change who answers for the duty."""
    officer = officer_of(request)
    found = _own_duty(officer, pk)
    with telling(request, "已调整责任科室。"):
        form = CorrectionForm(officer.body.offices.all(), request.POST)
        actions.correct_duty(actor=officer, duty=found, **form.read())
    return redirect("workspace:duty", pk)


@require_POST
@login_required
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that what is public under the duty was checked and is still true."""
    officer = officer_of(request)
    found = _own_duty(officer, pk)
    with telling(request, "已登记：今天核对，没有变化。"):
        confirm_unchanged(actor=officer, duty=found)
    return redirect("workspace:duty", pk)


def _may_confirm(officer: Officer, duty: Duty) -> bool:
    """True where this officer answers for the duty, now, and something is public under it."""
    ended = duty.ends_on is not None and duty.ends_on < timezone.localdate()
    if ended or not officer.has_role(Role.EDITOR) or not may_file(officer, duty):
        return False
    return published().filter(filings__duty__in=whole_line([duty])).exists()


def _own_duty(officer: Officer, pk: int) -> Duty:
    """Return a duty of the officer's body, ended ones too; another body's is not found."""
    return get_object_or_404(all_duties_of(officer.body), pk=pk)
