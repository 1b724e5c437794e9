"""One item beside its cells, correcting a field of it in place, and taking that back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.catalog.vocabulary import field_label
from gongkai.duties import actions
from gongkai.duties.correcting import corrections_on, why_not_correct
from gongkai.duties.edition_queries import beside
from gongkai.duties.item_values import FIELDS
from gongkai.duties.models import Item, ItemCorrection
from gongkai.refusals import Refused
from gongkai.workspace.access import officer_of
from gongkai.workspace.edition_table import row_of
from gongkai.workspace.forms_correcting import CorrectionForm, form_for, value_in
from gongkai.workspace.item_beside import fields_of, others_of

_Told = tuple[str, str]  # success or danger, and the sentence


@require_safe
@login_required
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an item beside the cells it came from; ``?field=`` opens the form of that field."""
    return _shown(request, _item(pk), opened=request.GET.get("field", ""))


@require_POST
@login_required
def correct(request: HttpRequest, pk: int, field: str) -> HttpResponse:
    """Put right one field; what is refused keeps what was typed."""
    found = _item(pk)
    form = form_for(found, field, request.POST) if field in FIELDS else CorrectionForm(request.POST)
    try:
        if field not in FIELDS:
            raise Refused("unknown-field", "没有这个栏目，请刷新页面后重试。")
        value = value_in(form, found, field)
        typed = form.cleaned_data
        actions.correct_item(
            actor=officer_of(request),
            item=found,
            field=field,
            value=value,
            reason=typed["reason"],
            seen=typed["seen"],
        )
    except Refused as refused:
        return _shown(request, found, opened=field, form=form, told=("danger", refused.message))
    told = f"“{field_label(field)}”已更正；下一版次同样的文字会照着改。"
    return _after(request, found, field, told)


@require_POST
@login_required
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a correction."""
    correction = get_object_or_404(ItemCorrection.objects.select_related("item"), pk=pk)
    found = _item(correction.item_id)
    try:
        actions.undo_correction(actor=officer_of(request), correction=correction)
    except Refused as refused:
        return _shown(request, found, told=("danger", refused.message))
    return _after(
        request, found, correction.field, f"“{field_label(correction.field)}”的更正已撤销。"
    )


def _item(pk: int) -> Item:
    rows = Item.objects.select_related("edition__catalog", "edition__imported_by")
    return get_object_or_404(rows.prefetch_related("elements"), pk=pk)


def _after(request: HttpRequest, found: Item, field: str, told: str) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]  # of the middleware
        return _shown(request, _item(found.pk), told=("success", told))
    messages.success(request, told)
    return redirect(
        f"{reverse('workspace:catalog_item', args=[found.pk])}#field-{found.pk}-{field}"
    )


def _shown(
    request: HttpRequest,
    found: Item,
    *,
    opened: str = "",
    form: CorrectionForm | None = None,
    told: _Told | None = None,
) -> HttpResponse:
    """Return the item as a page, or as the part of a page that asked for it."""
    officer = officer_of(request)
    refused = why_not_correct(officer, found.edition)
    corrections = corrections_on([found])
    if opened in FIELDS and refused is None and form is None:
        last = corrections.get((found.pk, opened))
        form = form_for(found, opened, seen=last.pk if last else 0)
    findings, cells = others_of(found)
    context: dict[str, Any] = {
        "item": found,
        "edition": found.edition,
        "fields": fields_of(row_of(found), corrections),
        "findings": findings,
        "cells": cells,
        "adopted": found.edition.adoptions.filter(body=officer.body).exists(),
        "opened": opened if refused is None else "",
        "form": form,
        "told": told,
        "may_correct": refused is None,
        "why_not": refused.message if refused else "",
    }
    if request.htmx:  # type: ignore[attr-defined]  # of the middleware
        return render(request, "workspace/around/_beside.html", context)
    context["before"], context["after"] = beside(found)
    return render(request, "workspace/catalog_item.html", context)
