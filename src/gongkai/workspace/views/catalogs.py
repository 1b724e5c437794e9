"""Catalogs: which editions there are, one edition as a table, adopting, mending elements."""

from __future__ import annotations

import rules
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.bodies.models import Role
from gongkai.catalog.model import ElementKind
from gongkai.duties import actions
from gongkai.duties.models import Edition, Element
from gongkai.duties.queries import editions_open_to, items_as_corrected
from gongkai.workspace.access import officer_of
from gongkai.workspace.answers import telling
from gongkai.workspace.edition_table import findings_of, row_of, severities_of
from gongkai.workspace.forms_around import ElementForm


@require_safe
@login_required
def catalogs(request: HttpRequest) -> HttpResponse:
    """List every edition, and whether the officer's body has adopted it."""
    officer = officer_of(request)
    context = {
        "editions": editions_open_to(officer.body),
        "body": officer.body,
        "may_adopt": rules.has_perm("duties.adopt", officer, officer.body),
        "may_import": officer.has_role(Role.ADMINISTRATOR),
    }
    return render(request, "workspace/catalogs.html", context)


@require_safe
@login_required
def catalog(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an edition row by row, with what the reader noticed in place and on top."""
    officer = officer_of(request)
    edition = get_object_or_404(editions_open_to(officer.body), pk=pk)
    may_adopt = rules.has_perm("duties.adopt", officer, officer.body)
    severity = request.GET.get("severity", "")
    may_mend = may_adopt and edition.adopted  # type: ignore[attr-defined]  # annotated
    context = {
        "edition": edition,
        "rows": [row_of(item) for item in items_as_corrected(edition, officer.body)],
        "findings": findings_of(edition, severity),
        "severities": severities_of(edition),
        "severity": severity,
        "may_adopt": may_adopt,
        "may_mend": may_mend,
        "mending": request.GET.get("mend", "") if may_mend else "",
        "kinds": ElementForm.base_fields["kind"].choices,  # type: ignore[attr-defined]
        "body": officer.body,
    }
    return render(request, "workspace/catalog.html", context)


@require_POST
@login_required
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Adopt an edition for the officer's own body."""
    officer = officer_of(request)
    edition = get_object_or_404(Edition.objects.select_related("catalog"), pk=pk)
    with telling(request, f"{officer.body}已采用{edition}，每一项都成为一条责任。"):
        actions.adopt_edition(actor=officer, body=officer.body, edition=edition)
    return redirect("workspace:catalogs")


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
    return redirect(f"{back}?mend={found.item_id}#item-{found.item_id}")
