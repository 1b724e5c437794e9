"""What officers stated of obligations: the queue of the second person, and taking one back."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from gongkai.bodies.models import Body, Role
from gongkai.duties import actions
from gongkai.duties.models import Declaration
from gongkai.workspace.access import officer_of
from gongkai.workspace.answers import telling
from gongkai.workspace.asking import words_of

_DECIDED_SHOWN = 20


@require_safe
@login_required
def declarations(request: HttpRequest) -> HttpResponse:
    """List what waits for a decision, the oldest first, and what was decided last."""
    officer = officer_of(request)
    rows = _of(officer.body)
    waiting = rows.filter(granted=None).order_by("declared_at", "pk")
    decided = rows.exclude(granted=None).order_by("-decided_at", "-pk")
    context = {
        "waiting": waiting,
        "page": Paginator(decided, _DECIDED_SHOWN).get_page(request.GET.get("page")),
        "decides": officer.has_role(Role.REVIEWER, Role.PUBLISHER),
        "officer": officer,
    }
    return render(request, "workspace/declarations.html", context)


@require_POST
@login_required
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree, or not; not agreeing needs a note."""
    officer = officer_of(request)
    found = get_object_or_404(_of(officer.body), pk=pk)
    granted = request.POST.get("do") == "grant"
    with telling(request, "已同意。" if granted else "已不同意，任务仍要完成。"):
        actions.decide_declaration(
            actor=officer,
            declaration=found,
            granted=granted,
            note=words_of(request.POST, "note"),
        )
    return redirect(_back(request))


@require_POST
@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one's own before it is decided."""
    officer = officer_of(request)
    found = get_object_or_404(_of(officer.body), pk=pk)
    with telling(request, "已收回情况说明。"):
        actions.withdraw_declaration(actor=officer, declaration=found)
    return redirect("workspace:obligation", found.obligation_id)


def _of(body: Body) -> QuerySet[Declaration]:
    return Declaration.objects.filter(obligation__body=body).select_related(
        "obligation__duty__item", "obligation__duty__lead", "declared_by", "decided_by"
    )


def _back(request: HttpRequest) -> str:
    back = request.POST.get("back", "")
    inside = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    return back if inside else "workspace:declarations"
