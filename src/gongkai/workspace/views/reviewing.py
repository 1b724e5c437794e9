"""The review queue, and the page where one officer gives an opinion on one version."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from gongkai.disclosures import actions
from gongkai.disclosures.fields import tables
from gongkai.disclosures.models import Disclosure, ReviewKind, State, Version
from gongkai.disclosures.queries import history, review_queue
from gongkai.disclosures.rules import VERBS, why_not
from gongkai.disclosures.versions import compare
from gongkai.refusals import Refused
from gongkai.workspace.access import disclosure_or_404, officer_of, say_no
from gongkai.workspace.asking import number_or_none, words_of

_APPROVING = {
    State.CONTENT_REVIEW: ("approve_content", "return_content"),
    State.SECRECY_REVIEW: ("approve_secrecy", "return_secrecy"),
}
_KINDS = {
    State.CONTENT_REVIEW: ReviewKind.CONTENT,
    State.SECRECY_REVIEW: ReviewKind.SECRECY,
}


@login_required
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """List what waits for this officer's opinion, the soonest due first."""
    context = {"waiting": review_queue(officer_of(request)), "today": timezone.localdate()}
    return render(request, "workspace/review_queue.html", context)


@login_required
@require_GET
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the version under review beside what it is compared with, and the opinion form."""
    officer, disclosure = officer_of(request), disclosure_or_404(request, pk)
    version = disclosure.latest
    verbs = _APPROVING.get(State(disclosure.state))
    if verbs is None or version is None:
        messages.info(request, "这条信息现在不在审核中。")
        return redirect("workspace:disclosure", pk=pk)
    before = _compared_with(disclosure, version)
    context = {
        "disclosure": disclosure,
        "version": version,
        "before": before,
        "differences": compare(before, version),
        "tables": tables(version.field_values),
        "verb": VERBS[verbs[0]],
        "kind": _KINDS[State(disclosure.state)].value,
        "approve_refusal": why_not(verbs[0], officer, disclosure),
        "return_refusal": why_not(verbs[1], officer, disclosure),
        "earlier": [one for row in history(disclosure) for one in row.reviews.all()],
    }
    return render(request, "workspace/review.html", context)


@require_POST
@login_required
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve the version the reviewer read, in the review the form was opened for."""
    officer, disclosure = officer_of(request), disclosure_or_404(request, pk)
    note = words_of(request.POST, "note")
    secrecy = disclosure.state == State.SECRECY_REVIEW
    action = actions.approve_secrecy if secrecy else actions.approve_content
    try:
        version = _as_read(request, disclosure)
        action(actor=officer, disclosure=disclosure, version=version, note=note)
    except Refused as refusal:
        say_no(request, refusal)
        return redirect("workspace:review", pk=pk)
    messages.success(request, f"“{disclosure}”{'保密审查' if secrecy else '内容审核'}通过。")
    return redirect("workspace:review_queue")


@require_POST
@login_required
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the text to its editor with an opinion."""
    officer, disclosure = officer_of(request), disclosure_or_404(request, pk)
    note = words_of(request.POST, "note")
    try:
        version = _as_read(request, disclosure)
        actions.return_to_editor(actor=officer, disclosure=disclosure, note=note, version=version)
    except Refused as refusal:
        say_no(request, refusal)
        return redirect("workspace:review", pk=pk)
    messages.success(request, f"“{disclosure}”已退回修改。")
    return redirect("workspace:review_queue")


def _as_read(request: HttpRequest, disclosure: Disclosure) -> Version:
    """Return the version the form was opened with; refuse a form of the other review: the second
    press of a double click must not count as the secrecy opinion of who holds both roles."""
    number = number_or_none(request.POST.get("version", ""))
    version = disclosure.versions.filter(pk=number).first() if number is not None else None
    if version is None:
        raise Refused("no-version", "请从审核页打开这条信息后再审核。")
    kind = _KINDS.get(State(disclosure.state))
    if kind is not None and request.POST.get("kind", "") != kind.value:
        raise Refused("other-review", "审核已到另一步，这次的意见没有记录；请重新打开审核页再看。")
    return version


def _compared_with(disclosure: Disclosure, version: Version) -> Version | None:
    """Return the public version, else the last one somebody gave an opinion on, else nothing."""
    if disclosure.public is not None:
        return disclosure.public
    reviewed = disclosure.versions.filter(reviews__isnull=False, number__lt=version.number)
    return reviewed.order_by("-number").first()
