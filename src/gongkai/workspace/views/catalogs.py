"""Catalogs: which editions there are, one edition as a table, adopting, mending elements."""

from __future__ import annotations

import rules
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.bodies.models import Officer, Role
from gongkai.catalog.model import ElementKind
from gongkai.duties import actions
from gongkai.duties.adopting import plan_adoption
from gongkai.duties.correcting import why_not_correct
from gongkai.duties.edition_queries import items_matching, open_counts, with_mended_elements
from gongkai.duties.models import Edition, Element, Resolution
from gongkai.duties.models.duty import not_found
from gongkai.duties.queries import editions_open_to
from gongkai.refusals import Refused
from gongkai.workspace import incoming
from gongkai.workspace.access import officer_of, say_no
from gongkai.workspace.answers import not_for_you, telling
from gongkai.workspace.edition_table import findings_of, row_of, severities_of
from gongkai.workspace.forms_around import ElementForm

_ON_A_PAGE = 50
_FINDINGS = 200


@require_safe
@login_required
def catalogs(request: HttpRequest) -> HttpResponse:
    """List every edition, and whether the officer's body has adopted it."""
    officer = officer_of(request)
    editions = list(editions_open_to(officer.body))
    noticed = open_counts(editions)
    may_import = officer.has_role(Role.ADMINISTRATOR)
    context = {
        "editions": [(one, noticed[one.pk]) for one in editions],
        "waiting": incoming.of(officer) if may_import else None,
        "body": officer.body,
        "may_adopt": rules.has_perm("duties.adopt", officer, officer.body),
        "may_import": may_import,
    }
    return render(request, "workspace/catalogs.html", context)


@require_safe
@login_required
def catalog(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an edition row by row, a page at a time, with what the reader noticed in place."""
    officer = officer_of(request)
    edition = get_object_or_404(
        editions_open_to(officer.body).select_related("imported_by__office"), pk=pk
    )
    may_adopt = rules.has_perm("duties.adopt", officer, officer.body)
    severity = request.GET.get("severity", "")
    unresolved = bool(request.GET.get("unresolved"))
    words = request.GET.get("words", "").strip()[:100]
    items = items_matching(edition, severity=severity, unresolved=unresolved, words=words)
    page = Paginator(items, _ON_A_PAGE).get_page(request.GET.get("page"))
    may_mend = may_adopt and edition.adopted  # type: ignore[attr-defined]  # annotated
    noticed = findings_of(edition)
    findings = [one for one in noticed if severity in ("", one.severity)]
    context = {
        "edition": edition,
        "page": page,
        "rows": [row_of(item) for item in with_mended_elements(page, edition, officer.body)],
        "findings": findings[:_FINDINGS],
        "more_findings": max(0, len(findings) - _FINDINGS),
        "severities": severities_of(noticed),
        "noticed": len(noticed),
        "settled": len(edition.findings) - len(noticed),
        "severity": severity,
        "unresolved": unresolved,
        "words": words,
        "narrowed": severity or unresolved or words,
        "may_adopt": may_adopt,
        "may_correct": why_not_correct(officer, edition) is None,
        "may_mend": may_mend,
        "mending": request.GET.get("mend", "") if may_mend else "",
        "kinds": ElementForm.base_fields["kind"].choices,  # type: ignore[attr-defined]
        "body": officer.body,
    }
    return render(request, "workspace/catalog.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what adopting an edition makes of its items; a POST does it for the officer's body."""
    officer = officer_of(request)
    edition = get_object_or_404(Edition.objects.select_related("catalog"), pk=pk)
    if request.method != "POST":
        return _before_adopting(request, officer, edition)
    with telling(request, f"{officer.body}已采用{edition}，每一项都成为一条责任。"):
        actions.adopt_edition(
            actor=officer,
            body=officer.body,
            edition=edition,
            first_round="first_round" in request.POST,
        )
    return redirect("workspace:catalogs")


def _before_adopting(request: HttpRequest, officer: Officer, edition: Edition) -> HttpResponse:
    if not rules.has_perm("duties.adopt", officer, officer.body):
        return not_for_you(request, "采用目录", "采用目录由本机关的系统管理员决定。")
    try:
        plan = plan_adoption(officer.body, edition)
    except Refused as refusal:
        say_no(request, refusal)
        return redirect("workspace:catalogs")
    context = {
        "plan": plan,
        "edition": edition,
        "body": officer.body,
        "today": timezone.localdate(),
        "unknown": [(not_found(publisher), number) for publisher, number in plan.unknown],
        "counts": [
            ("没有找到科室" if way is Resolution.UNRESOLVED else way.label, number)
            for way, number in plan.counts.items()
            if number
        ],
    }
    return render(request, "workspace/adopt.html", context)


@require_POST
@login_required
def element(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what an element really is."""
    found = get_object_or_404(Element.objects.select_related("item__edition"), pk=pk)
    with telling(request, f"要素“{found.name}”已修改。"):
        read = ElementForm(request.POST).read()
        actions.change_element(
            actor=officer_of(request),
            element=found,
            kind=ElementKind(read["kind"]),
            masked=read["masked"],
        )
    back = reverse("workspace:catalog", args=[found.item.edition_id])
    number = (found.item.position - 1) // _ON_A_PAGE + 1
    return redirect(f"{back}?page={number}&mend={found.item_id}#item-{found.item_id}")
