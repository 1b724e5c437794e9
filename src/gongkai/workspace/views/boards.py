"""The list of what has to be made public: mine, my office's, my body's; today or as of a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.bodies.models import Body, Officer
from gongkai.duties.models import Duty, Obligation
from gongkai.duties.queries import STATE_NAMES
from gongkai.workspace import board, board_file
from gongkai.workspace.access import officer_of
from gongkai.workspace.board import Chosen, Scope
from gongkai.workspace.board_lines import SIGNS, Speller
from gongkai.workspace.forms_boards import BoardFilter

_PER_PAGE = 50
_ON_PAPER = 1000
# The counters, what has to be done first in front.
_ON_TOP = ("overdue", "due", "upcoming", "met", "met_late", "excused")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class _Counted(Paginator):  # type: ignore[type-arg]
    """A paginator that was told how many rows there are."""

    def __init__(self, rows: QuerySet[Obligation], per_page: int, number: int) -> None:
        super().__init__(rows, per_page)
        self._number = number

    @property
    def count(self) -> int:
        """How many rows there are in all."""
        return self._number


@dataclass(frozen=True)
class Board:
    """One body's list as somebody asked for it; ``officer`` is None where seen from above."""

    body: Body
    officer: Officer | None
    form: BoardFilter
    chosen: Chosen

    @classmethod
    def asked_for(cls, request: HttpRequest, body: Body, officer: Officer | None) -> Board:
        """Return what the address of the page asks for."""
        form = BoardFilter(body, request.GET)
        chosen = form.chosen(board.default_scope(officer) if officer else Scope.BODY)
        return cls(body, officer, form, chosen)

    def all_states(self) -> QuerySet[Obligation]:
        """Return the rows whatever their state."""
        return board.listed(self.body, self.officer, self.chosen)

    def rows(self) -> QuerySet[Obligation]:
        """Return the rows that are listed, with all a line shows."""
        return board.for_reading(board.in_state(self.all_states(), self.chosen))

    def page(self, request: HttpRequest, numbers: dict[str, int]) -> Page[Obligation]:
        """Return the page asked for; ``?per=all`` puts up to 1000 rows on one, for paper."""
        per_page = _ON_PAPER if request.GET.get("per") == "all" else _PER_PAGE
        number = board.number_in(numbers, self.chosen.state)
        return _Counted(self.rows(), per_page, number).get_page(request.GET.get("page"))

    def context(self, request: HttpRequest) -> dict[str, Any]:
        """Return what the page of the list shows."""
        numbers = board.counts(self.all_states())
        page = self.page(request, numbers)
        states = [(state, SIGNS[state], STATE_NAMES[state], numbers[state]) for state in _ON_TOP]
        duty = self.chosen.duty_id and Duty.objects.filter(
            pk=self.chosen.duty_id, body=self.body
        ).select_related("item").first()  # fmt: skip
        return {
            "body": self.body,
            "above": self.officer is None,
            "form": self.form,
            "wrong": self.form.wrong(),
            "chosen": self.chosen,
            "scopes": Scope.choices,
            "states": states,
            "page": page,
            "lines": Speller(self.body.pk, self.chosen.on).lines(page.object_list),
            "one_duty": duty,
            "paper": page.paginator.num_pages > 1 and page.paginator.count <= _ON_PAPER,
        }

    def file(self, reader: Officer) -> tuple[bytes, int]:
        """Return the rows as a workbook, or nothing where there are too many; and how many."""
        number = board.number_in(board.counts(self.all_states()), self.chosen.state)
        if number > board_file.MOST:
            return b"", number
        lines = Speller(self.body.pk, self.chosen.on).lines(self.rows())
        return board_file.workbook(lines, self._about(reader, len(lines))), number

    def _about(self, reader: Officer, number: int) -> list[tuple[str, str]]:
        chosen = self.chosen
        states = dict(self.form.fields["state"].choices)  # type: ignore[attr-defined]
        triggers = dict(self.form.fields["trigger"].choices)  # type: ignore[attr-defined]
        told = [
            ("机关", str(self.body)),
            ("情形", f"{chosen.day}当天结束时" if chosen.on else f"{chosen.day}导出时"),
            ("范围", chosen.scope.label if self.officer else "整个机关"),
            ("状态", str(states[chosen.state])),
            ("目录", str(chosen.edition or "")),
            ("科室", str(chosen.office or "")),
            ("起因", str(triggers[chosen.trigger]) if chosen.trigger else ""),
            ("事项或事由", chosen.words),
            ("到期日", f"{chosen.since or ''}至{chosen.until or ''}"),
            ("只看暂定期限", "是" if chosen.provisional else ""),
            ("行数", str(number)),
            ("导出", f"{reader.name} {timezone.localtime():%Y-%m-%d %H:%M}"),
        ]
        return [(name, text) for name, text in told if text not in {"", "至"}]


@require_safe
@login_required
def obligations(request: HttpRequest) -> HttpResponse:
    """List what the officer, their office or their body has to make public."""
    officer = officer_of(request)
    context = Board.asked_for(request, officer.body, officer).context(request)
    return render(request, "workspace/board.html", context)


@require_safe
@login_required
def export(request: HttpRequest) -> HttpResponse:
    """Send all that the filters leave as .xlsx."""
    officer = officer_of(request)
    asked = Board.asked_for(request, officer.body, officer)
    return as_file(request, asked, officer, reverse("workspace:obligations"))


def as_file(request: HttpRequest, asked: Board, reader: Officer, back: str) -> HttpResponse:
    """Return the board as .xlsx, or send the reader ``back`` where it is too long for one."""
    content, number = asked.file(reader)
    if not content:
        messages.error(
            request,
            f"共{number}项，一个文件最多{board_file.MOST}项；请按目录、科室或到期日缩小范围再导出。",
        )
        return HttpResponseRedirect(f"{back}?{request.GET.urlencode()}")
    response = HttpResponse(content, content_type=_XLSX)
    name = f"obligations-{asked.body.slug}-{asked.chosen.day}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
