"""Importing a catalog: upload, see what was read, import it under a label."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.bodies.models import Officer, Role
from gongkai.duties import actions
from gongkai.refusals import Refused
from gongkai.workspace import incoming
from gongkai.workspace.access import officer_of
from gongkai.workspace.answers import not_for_you
from gongkai.workspace.forms_around import ImportForm, UploadForm
from gongkai.workspace.reading import read_bounded
from gongkai.workspace.restoring import restored
from gongkai.workspace.wording import SEVERITIES

_WHO_MAY = "只有系统管理员可以导入目录。请把目录文件交给本机关的系统管理员。"


@dataclass(frozen=True, slots=True)
class Preview:
    """What was read of one catalog, before anything is stored."""

    title: str
    issuer: str
    items: int
    elements: int
    first_items: tuple[str, ...]
    findings: tuple[tuple[str, str, str], ...]  # severity, its name, what was noticed


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def catalog_import(request: HttpRequest) -> HttpResponse:
    """Take a file, or show what was read of the one uploaded last."""
    officer = officer_of(request)
    if not officer.has_role(Role.ADMINISTRATOR):
        if request.method == "POST":
            messages.error(request, _WHO_MAY)
            return redirect("workspace:catalogs")
        return not_for_you(request, "导入目录", _WHO_MAY)
    if request.method == "POST":
        _upload(request, officer)
        return redirect("workspace:catalog_import")
    context: dict[str, Any] = {"upload_form": UploadForm(), "previews": []}
    path = incoming.kept(officer)
    if path is not None:
        try:
            context["previews"] = [_preview(data) for data in read_bounded(path)]
        except Refused as refused:
            incoming.discard(officer)
            messages.error(request, refused.message)
        context |= {"file": path.name, "form": ImportForm()}
    return render(request, "workspace/catalog_import.html", context)


@require_POST
@login_required
def confirm(request: HttpRequest) -> HttpResponse:
    """Import what was read, all catalogs of the file or none."""
    officer = officer_of(request)
    path = incoming.kept(officer)
    try:
        if path is None:
            raise Refused("no-upload", "没有待导入的文件，请先选择目录文件。")
        count = _import(officer, path, ImportForm(request.POST).read())
    except Refused as refused:
        messages.error(request, refused.message)
        if officer.has_role(Role.ADMINISTRATOR):
            return redirect("workspace:catalog_import")
    else:
        incoming.discard(officer)
        messages.success(request, f"已导入{count}份目录，可以采用了。")
    return redirect("workspace:catalogs")


@require_POST
@login_required
def discard(request: HttpRequest) -> HttpResponse:
    """Forget the uploaded file; nothing of it was stored."""
    incoming.discard(officer_of(request))
    messages.success(request, "已放弃导入，文件没有保留。")
    return redirect("workspace:catalogs")


def _upload(request: HttpRequest, officer: Officer) -> None:
    """Keep the file only where it can be read."""
    try:
        uploaded = UploadForm(request.POST, request.FILES).read()["file"]
        read_bounded(incoming.keep(officer, uploaded))
    except Refused as refused:
        incoming.discard(officer)
        messages.error(request, refused.message)


@transaction.atomic
def _import(officer: Officer, path: Path, chosen: dict[str, Any]) -> int:
    catalogs = read_bounded(path)
    for data in catalogs:
        actions.import_edition(
            actor=officer,
            read=restored(data),
            source_name=path.name,
            source_sha256=incoming.sha256_of(path),
            **chosen,
        )
    return len(catalogs)


def _preview(data: dict[str, Any]) -> Preview:
    items = data["items"]
    return Preview(
        title=data["title"],
        issuer=data["issuer"] or "",
        items=len(items),
        elements=sum(len(item["elements"]) for item in items),
        first_items=tuple(" › ".join(item["levels"]) or item["content"][:30] for item in items[:5]),
        findings=tuple(
            (one["severity"], SEVERITIES.get(one["severity"], ""), one["message"])
            for one in data["findings"]
        ),
    )
