"""The tree of bodies, and one body's details and offices."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import rules
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.bodies import actions
from gongkai.bodies.models import Body
from gongkai.workspace.access import officer_of
from gongkai.workspace.answers import telling
from gongkai.workspace.forms_around import BodyForm, OfficeForm


@dataclass(frozen=True, slots=True)
class Branch:
    """A body and what stands below it."""

    body: Body
    below: list[Branch]


@require_safe
@login_required
def bodies(request: HttpRequest) -> HttpResponse:
    """Show every body in its place, with its offices."""
    return render(request, "workspace/bodies.html", {"branches": _tree()})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a body; its administrator changes its details here."""
    officer = officer_of(request)
    found = get_object_or_404(Body.objects.select_related("parent"), slug=slug)
    if request.method == "POST":
        with telling(request, "机关信息已保存。"):
            fields = BodyForm(request.POST, body=found).read()
            actions.update_body(actor=officer, body=found, **fields)
        return redirect("workspace:body", slug)
    context = {
        "body": found,
        "offices": found.offices.all(),
        "form": BodyForm(body=found),
        "office_form": OfficeForm(auto_id="office_%s"),
        "may_manage": rules.has_perm("bodies.manage", officer, found),
        "own": officer.office.body_id == found.pk,
    }
    return render(request, "workspace/body.html", context)


@require_POST
@login_required
def add_office(request: HttpRequest, slug: str) -> HttpResponse:
    """Add an office to a body."""
    found = get_object_or_404(Body, slug=slug)
    with telling(request, "已新建科室。"):
        fields = OfficeForm(request.POST).read()
        position = found.offices.count() + 1
        actions.create_office(actor=officer_of(request), body=found, position=position, **fields)
    return redirect("workspace:body", slug)


def _tree() -> list[Branch]:
    """Return the roots with everything below, in a constant number of queries."""
    below: dict[int | None, list[Body]] = defaultdict(list)
    for one in Body.objects.prefetch_related("offices"):
        below[one.parent_id].append(one)

    def branches(parent: int | None) -> list[Branch]:
        return [Branch(one, branches(one.pk)) for one in below[parent]]

    return branches(None)
