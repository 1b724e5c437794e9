"""The officers of one's own body, their roles, and who may hold which."""

from __future__ import annotations

import rules
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from gongkai.bodies import actions
from gongkai.bodies.models import Officer, Role
from gongkai.bodies.queries import officers_of
from gongkai.disclosures.actions.handing_over import may_hand_over
from gongkai.workspace.access import officer_of
from gongkai.workspace.answers import telling
from gongkai.workspace.forms_around import OfficerForm, RoleForm


@require_safe
@login_required
def officers(request: HttpRequest) -> HttpResponse:
    """List the officers of the body; its administrator manages them here, heads of offices hand
    over."""
    officer = officer_of(request)
    return render(request, "workspace/officers.html", _context(officer, OfficerForm(officer.body)))


@require_POST
@login_required
def add(request: HttpRequest) -> HttpResponse:
    """Add an officer with a first password."""
    officer = officer_of(request)
    with telling(request, "已新建人员，请再授予角色。"):
        form = OfficerForm(officer.body, request.POST)
        actions.create_officer(actor=officer, **form.read())
    return redirect("workspace:officers")


@require_POST
@login_required
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an officer a role."""
    with telling(request, "已授予角色。"):
        role = Role(RoleForm(request.POST).read()["role"])
        actions.grant_role(actor=officer_of(request), officer=_officer(pk), role=role)
    return redirect("workspace:officers")


@require_POST
@login_required
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a role back."""
    with telling(request, "已收回角色。"):
        role = Role(RoleForm(request.POST).read()["role"])
        actions.revoke_role(actor=officer_of(request), officer=_officer(pk), role=role)
    return redirect("workspace:officers")


@require_POST
@login_required
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an officer's account."""
    with telling(request, "已停用账号；此人办过的事仍留在记录里。"):
        actions.deactivate_officer(actor=officer_of(request), officer=_officer(pk))
    return redirect("workspace:officers")


def _officer(pk: int) -> Officer:
    # Of any body: the action itself refuses another body's administrator, and says so.
    return get_object_or_404(Officer, pk=pk)


def _context(officer: Officer, form: OfficerForm) -> dict[str, object]:
    may_manage = rules.has_perm("bodies.manage", officer, officer.body)
    everybody = list(officers_of(officer.body))
    rows = []
    for one in everybody:
        held = {row.role for row in one.role_rows.all()}
        rows.append(
            {
                "officer": one,
                "held": [role for role in Role if role.value in held],
                "open": [role for role in Role if role.value not in held],
                "hands_over": may_hand_over(officer, one.office),
            }
        )
    return {
        "rows": rows,
        "form": form,
        "body": officer.body,
        "offices": officer.body.offices.select_related("head"),
        "active": [one for one in everybody if one.is_active],
        "may_manage": may_manage,
    }
