"""Importing catalogs: upload, watch the reading, see what was read, import what is chosen."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from gongkai.bodies.models import Officer, Role
from gongkai.duties import actions
from gongkai.duties.models import Catalog, CatalogReading, Edition, ReadingState
from gongkai.refusals import Refused
from gongkai.workspace import incoming
from gongkai.workspace.access import officer_of
from gongkai.workspace.answers import not_for_you
from gongkai.workspace.forms_around import ImportForm, PlaceForm, UploadForm
from gongkai.workspace.previewing import likely_catalog
from gongkai.workspace.restoring import restored

_WHO_MAY = "只有系统管理员可以导入目录。请把目录文件交给本机关的系统管理员。"
_UNDER_WAY = (ReadingState.WAITING, ReadingState.READING)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def catalog_import(request: HttpRequest) -> HttpResponse:
    """Take a file, show how far its reading is, or what was read of it."""
    officer = officer_of(request)
    if not officer.has_role(Role.ADMINISTRATOR):
        if request.method == "POST":
            messages.error(request, _WHO_MAY)
            return redirect("workspace:catalogs")
        return not_for_you(request, "导入目录", _WHO_MAY)
    if request.method == "POST":
        try:
            incoming.keep(officer, UploadForm(request.POST, request.FILES).read()["file"])
        except Refused as refused:
            messages.error(request, refused.message)
        return redirect("workspace:catalog_import")
    reading = incoming.of(officer)
    context: dict[str, Any] = {"reading": reading, "upload_form": UploadForm()}
    if reading is not None and reading.state in _UNDER_WAY:
        context |= _how_far(reading)
    elif reading is not None and reading.state == ReadingState.DONE:
        try:
            context |= _previews(reading)
        except Refused as refused:
            incoming.discard(officer)
            messages.error(request, refused.message)
    return render(request, "workspace/catalog_import.html", context)


@require_safe
@login_required
def progress(request: HttpRequest) -> HttpResponse:
    """Show how far the reading is, as a part of the page; leads on where it has ended."""
    reading = incoming.of(officer_of(request))
    if reading is None or reading.state not in _UNDER_WAY:
        return HttpResponseClientRedirect(reverse("workspace:catalog_import"))
    return render(request, "workspace/catalog_import_progress.html", _how_far(reading))


@require_POST
@login_required
def confirm(request: HttpRequest) -> HttpResponse:
    """Import the chosen catalogs of the reading that was shown, all of them or none."""
    officer = officer_of(request)
    try:
        form = ImportForm(request.POST).read()
        reading = incoming.of(officer)
        if reading is None:
            raise Refused("no-upload", "没有待导入的文件，请先选择目录文件。")
        if reading.pk != form["reading"]:
            raise Refused("file-swapped", "您核对的不是现在这份文件，没有导入；请重新核对。")
        editions = _import(officer, reading, form["label"], request)
    except Refused as refused:
        messages.error(request, refused.message)
        if officer.has_role(Role.ADMINISTRATOR):
            return redirect("workspace:catalog_import")
        return redirect("workspace:catalogs")
    incoming.discard(officer)
    messages.success(request, f"已导入{len(editions)}份目录，可以采用了。")
    if len(editions) == 1:
        return redirect("workspace:catalog", editions[0].pk)
    return redirect("workspace:catalogs")


@require_POST
@login_required
def discard(request: HttpRequest) -> HttpResponse:
    """Forget the uploaded file; nothing of it was stored."""
    incoming.discard(officer_of(request))
    if request.POST.get("another"):
        messages.success(request, "前一个文件没有导入，也没有保留。请选择另一个文件。")
        return redirect("workspace:catalog_import")
    messages.success(request, "已放弃导入，文件没有保留。")
    return redirect("workspace:catalogs")


def _how_far(reading: CatalogReading) -> dict[str, Any]:
    return {"reading": reading, "stalled": incoming.stalled(reading), "under_way": True}


def _previews(reading: CatalogReading) -> dict[str, Any]:
    """Return each catalog with a form that says where it goes, the likely place chosen."""
    catalogs = Catalog.objects.order_by("title", "pk")
    at_hand = list(catalogs)
    previews = []
    for number, preview in enumerate(incoming.previews(reading)):
        place = PlaceForm(
            preview["title"],
            catalogs,
            prefix=str(number),
            initial={
                "take": preview["items"] > 0,
                "domain": preview["domain"],
                "catalog": likely_catalog(preview["title"], preview["issuer"], at_hand),
            },
        )
        previews.append(preview | {"place": place})
    return {
        "previews": previews,
        "form": ImportForm(initial={"reading": reading.pk}),
        "items": sum(one["items"] for one in previews),
    }


@transaction.atomic
def _import(
    officer: Officer, reading: CatalogReading, label: str, request: HttpRequest
) -> list[Edition]:
    # Of two at once the second finds the reading gone.
    if not CatalogReading.objects.select_for_update().filter(pk=reading.pk).exists():
        raise Refused("no-upload", "没有待导入的文件，请先选择目录文件。")
    editions = []
    for number, data in enumerate(incoming.catalogs_in(reading)):
        place = PlaceForm(
            data["title"], Catalog.objects.all(), data=request.POST, prefix=str(number)
        ).read()
        if not place["take"]:
            continue
        edition = actions.import_edition(
            actor=officer,
            read=restored(data),
            source_name=reading.file_name,
            source_sha256=reading.sha256,
            label=label,
            domain=place["domain"],
            catalog=place["catalog"],
        )
        editions.append(edition)
    if not editions:
        raise Refused("nothing-chosen", "没有选中任何一份目录，请至少勾选一份。")
    return editions
