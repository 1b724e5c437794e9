"""Filling in: the form a catalog made, saved as often as the officer likes."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from gongkai.bodies.models import Officer
from gongkai.disclosures import actions
from gongkai.disclosures.fields import FieldSpec
from gongkai.disclosures.files import accepted_endings
from gongkai.disclosures.forms import specs_of
from gongkai.disclosures.models import Disclosure, State
from gongkai.disclosures.rules import why_not
from gongkai.refusals import Refused
from gongkai.workspace import filling
from gongkai.workspace.access import disclosure_or_404, officer_of, say_no
from gongkai.workspace.asking import number_or_none
from gongkai.workspace.forms import ContentForm, initial_of
from gongkai.workspace.missing import missing_links

_SENT_BACK = {State.CONTENT_REVIEW, State.SECRECY_REVIEW, State.READY}


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form; keep what was typed, and hand it in where that was asked for."""
    officer, disclosure = officer_of(request), disclosure_or_404(request, pk)
    refusal = why_not("edit", officer, disclosure)
    if refusal is not None:
        say_no(request, refusal)
        return redirect("workspace:disclosure", pk=pk)
    if request.method == "POST":
        return _keep(request, officer, disclosure)
    specs = specs_of(disclosure)
    version = disclosure.latest
    typed = filling.stored(version.field_values if version else ())
    form = ContentForm(initial=initial_of(version) if version else None)
    return _page(request, disclosure, form, specs, typed, more_rows=request.GET.get("row", ""))


@require_POST
@login_required
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was typed and add the chosen file."""
    return edit(request, pk)


@require_POST
@login_required
def detach(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was typed and leave one file out."""
    return edit(request, pk)


def _keep(request: HttpRequest, officer: Officer, disclosure: Disclosure) -> HttpResponse:
    specs = specs_of(disclosure)
    typed = filling.read(specs, request.POST)
    form = ContentForm(request.POST)
    more_rows = request.POST.get("add_row", "")
    if _overtaken(request, disclosure):
        form.add_error(None, _overtaken_by(disclosure))
        return _page(request, disclosure, form, specs, typed, more_rows, status=409)
    if not form.is_valid() or typed.errors:
        return _page(request, disclosure, form, specs, typed, more_rows, status=422)
    try:
        with transaction.atomic():
            actions.save_draft(
                actor=officer,
                disclosure=disclosure,
                content=form.content(filling.filled(specs, typed)),
            )
            _files(request, officer, disclosure)
    except Refused as refusal:
        form.refuse(refusal)
        return _page(request, disclosure, form, specs, typed, more_rows, status=422)
    return _next(request, officer, disclosure, more_rows)


def _files(request: HttpRequest, officer: Officer, disclosure: Disclosure) -> None:
    for upload in request.FILES.getlist("upload"):
        if isinstance(upload, UploadedFile):
            actions.attach(actor=officer, disclosure=disclosure, upload=upload)
    gone = request.POST.get("detach", "")
    if gone:
        number = number_or_none(gone)
        attachment = None if number is None else disclosure.attachments.filter(pk=number).first()
        if attachment is None:
            raise Refused("not-attached", "没有这个附件。")
        actions.detach(actor=officer, disclosure=disclosure, attachment=attachment)


def _next(
    request: HttpRequest, officer: Officer, disclosure: Disclosure, more_rows: str
) -> HttpResponse:
    address = reverse("workspace:edit", args=[disclosure.pk])
    if more_rows:
        return redirect(f"{address}?{urlencode({'row': more_rows})}#last-row")
    if request.POST.get("do") != "submit":
        messages.success(request, "已保存。")
        files = request.FILES or request.POST.get("detach")
        return redirect(address + ("#attachments" if files else ""))
    try:
        actions.submit(actor=officer, disclosure=disclosure)
    except Refused as refusal:
        messages.warning(request, "已保存，但没有提交。")
        say_no(request, refusal)
        return redirect(address)
    messages.success(request, "已保存并提交审核。")
    return redirect("workspace:disclosure", pk=disclosure.pk)


def _overtaken(request: HttpRequest, disclosure: Disclosure) -> bool:
    """True where somebody saved a newer version while this form was open."""
    read = request.POST.get("version", "")
    return bool(read) and number_or_none(read) != disclosure.latest_id


def _overtaken_by(disclosure: Disclosure) -> str:
    version = disclosure.latest
    who = version.written_by.name if version else "其他人员"
    number = version.number if version else 0
    return (
        f"您填写期间，{who}保存了第{number}版。您填的内容都还在下面；"
        "请对照后再次保存，将以您的为准。"
    )


def _page(
    request: HttpRequest,
    disclosure: Disclosure,
    form: ContentForm,
    specs: tuple[FieldSpec, ...],
    typed: filling.Typed,
    more_rows: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "disclosure": disclosure,
        "form": form,
        "groups": filling.arrange(specs, typed, more_rows),
        "more_rows": more_rows,
        "filings": disclosure.filings.all(),
        "missing": missing_links(disclosure) if status == 200 else [],
        "field_errors": bool(typed.errors),
        "attachments": disclosure.latest.attachments.all() if disclosure.latest else (),
        "endings": ",".join(f".{ending}" for ending in accepted_endings()),
        "sent_back": disclosure.state in _SENT_BACK,
    }
    return render(request, "workspace/edit.html", context, status=status)
