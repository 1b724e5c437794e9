"""The bodies below, side by side, down to one body's list and to one obligation, to read only."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.bodies.models import Body, Officer
from gongkai.bodies.rules import may_oversee, oversees
from gongkai.duties.models import Derivation, Obligation
from gongkai.duties.obligation_queries import end_of
from gongkai.workspace import board
from gongkai.workspace.access import officer_of
from gongkai.workspace.answers import not_for_you
from gongkai.workspace.below import SORTS, bodies_below, tallies, total
from gongkai.workspace.board_lines import Speller
from gongkai.workspace.forms_boards import BelowFilter, BoardFilter
from gongkai.workspace.views.boards import Board, as_file

_PER_PAGE = 100
_WHO_MAY = "下级机关的任务由本机关政府信息公开工作机构的人员和系统管理员查看；需要时请找他们。"


@require_safe
@login_required
def below(request: HttpRequest) -> HttpResponse:
    """Show every body below the officer's own, side by side."""
    officer = officer_of(request)
    if not oversees(officer):
        return not_for_you(request, "下级机关", _WHO_MAY)
    form = BelowFilter(request.GET)
    form.is_valid()
    on, words = form.cleaned_data.get("on"), form.cleaned_data.get("words", "")
    sort = request.GET.get("sort", "")
    sort = sort if sort in SORTS else "overdue"
    rows = tallies(bodies_below(officer.body, words), on, sort)
    context = {
        "body": officer.body,
        "form": form,
        "wrong": form.wrong(),
        "on": on,
        "day": on or timezone.localdate(),
        "words": words,
        "sort": sort,
        "sorts": [(key, name) for key, (name, _) in SORTS.items()],
        "page": Paginator(rows, _PER_PAGE).get_page(request.GET.get("page")),
        "total": total(rows),
    }
    return render(request, "workspace/below.html", context)


@require_safe
@login_required
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what one body below owes."""
    found = _overseen(request, slug)
    return render(
        request, "workspace/board.html", Board.asked_for(request, found, None).context(request)
    )


@require_safe
@login_required
def export(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the list of one body below as .xlsx."""
    found = _overseen(request, slug)
    asked = Board.asked_for(request, found, None)
    return as_file(
        request, asked, officer_of(request), reverse("workspace:below_body", args=[slug])
    )


@require_safe
@login_required
def obligation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one obligation to read: who owes what by when, and why; as of a day if asked.

    To officers of its body, and to those who oversee it.
    """
    officer = officer_of(request)
    plain = Obligation.objects.select_related("body").filter(pk=pk).first()
    if plain is None or not _may_see(officer, plain.body):
        raise Http404("没有这项任务，或者您不能查看它。")
    form = BoardFilter(plain.body, {"on": request.GET.get("on", "")})
    chosen = form.chosen(board.Scope.BODY)
    row: Any = board.for_reading(
        board.standing(Obligation.objects.filter(pk=pk), chosen.on)
    ).select_related("derivation", "duty__item__edition__catalog").first()  # fmt: skip
    if row is None:
        raise Http404(f"{chosen.day}还没有这项任务。")
    (line,) = Speller(plain.body_id, chosen.on).lines([row])
    context = {
        "line": line,
        "body": plain.body,
        "above": officer.office.body_id != plain.body_id,
        "chosen": chosen,
        "wrong": form.wrong(),
        "derivation": _derivation(row, chosen),
        "changes": _changes(row, chosen),
        "declarations": _declarations(row, chosen),
    }
    return render(request, "workspace/below_obligation.html", context)


def _may_see(officer: Officer, body: Body) -> bool:
    return officer.office.body_id == body.pk or may_oversee(officer, body)


def _overseen(request: HttpRequest, slug: str) -> Body:
    """Return a body below the officer's; any other is, here, one that does not exist."""
    found = get_object_or_404(Body, slug=slug)
    if not may_oversee(officer_of(request), found):
        raise Http404("没有这个下级机关，或者您不能查看它。")
    return found


def _derivation(row: Obligation, chosen: board.Chosen) -> Derivation:
    """Return the derivation that held on the day."""
    if chosen.on is not None:
        later = row.changes.filter(at__gte=end_of(chosen.on)).select_related("before")
        first = later.order_by("at", "pk").first()
        if first is not None:
            return first.before
    return row.derivation


def _changes(row: Obligation, chosen: board.Chosen) -> Any:
    """Return the moves of the due date that were known on the day, oldest first."""
    rows = row.changes.select_related("before", "after", "by").order_by("at", "pk")
    return rows.filter(at__lt=end_of(chosen.on)) if chosen.on else rows


def _declarations(row: Obligation, chosen: board.Chosen) -> list[tuple[Any, str]]:
    """Return what was stated by the day, each with what had been decided of it by then."""
    rows = row.declarations.select_related("declared_by", "decided_by").order_by("pk")
    after = end_of(chosen.day)
    return [
        (one, _decided(one) if one.decided_at and one.decided_at < after else "等待决定")
        for one in rows.filter(declared_at__lt=after)
    ]


def _decided(one: Any) -> str:
    word = "同意" if one.granted else "不同意"
    return f"{one.decided_by}{word}{f'：{one.note}' if one.note else ''}"
