"""The audit trail of one's own body, for its auditor, on the page and as a table file."""

from __future__ import annotations

import csv
from collections.abc import Iterator

import rules
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.audit.models import AuditEntry
from gongkai.audit.queries import narrowed, of_bodies
from gongkai.audit.verbs import name_of
from gongkai.bodies.models import Officer
from gongkai.workspace.access import officer_of
from gongkai.workspace.answers import not_for_you
from gongkai.workspace.forms_around import AuditFilter
from gongkai.workspace.wording import change_in_words

_PER_PAGE = 50
_WHO_MAY = (
    "审计记录只由本机关的安全审计员查看。系统管理、安全审计与业务角色由不同的人担任"
    "（三员分立），所以系统管理员也不能打开；需要查证时请找本机关的安全审计员。"
)
_HEADINGS = ("时间", "操作人", "动作", "对象", "变更前", "变更后", "理由")
# A cell that begins like this is a formula to a spreadsheet (OWASP, CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@require_safe
@login_required
def audit(request: HttpRequest) -> HttpResponse:
    """Show the trail, newest first, fifty entries a page."""
    officer = officer_of(request)
    if not _may_read(officer):
        return not_for_you(request, "审计", _WHO_MAY)
    form = AuditFilter(request.GET)
    page = Paginator(_found(officer, form), _PER_PAGE).get_page(request.GET.get("page"))
    rows = [
        (entry, change_in_words(entry.before), change_in_words(entry.after))
        for entry in page.object_list
    ]
    context = {
        "page": page,
        "rows": rows,
        "form": form,
        "body": officer.body,
        "narrowed": form.is_valid() and any(form.cleaned_data.values()),
        "query": request.GET.urlencode(),
    }
    return render(request, "workspace/audit.html", context)


@require_safe
@login_required
def export(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Send what the filters leave as CSV, for a spreadsheet."""
    officer = officer_of(request)
    if not _may_read(officer):
        return not_for_you(request, "审计", _WHO_MAY)
    entries = _found(officer, AuditFilter(request.GET))
    day = timezone.localdate().isoformat()
    response = StreamingHttpResponse(_lines(entries), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="audit-{day}.csv"'
    return response


def neutral(cell: str) -> str:
    """Return ``cell`` so that no spreadsheet takes it for a formula."""
    return "'" + cell if cell.startswith(_FORMULA_STARTS) else cell


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line


def _lines(entries: QuerySet[AuditEntry]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"  # without it spreadsheets take Chinese for another encoding
    yield writer.writerow(_HEADINGS)
    for entry in entries.iterator(chunk_size=500):
        yield writer.writerow([neutral(cell) for cell in _cells(entry)])


def _cells(entry: AuditEntry) -> list[str]:
    return [
        timezone.localtime(entry.at).strftime("%Y-%m-%d %H:%M:%S"),
        entry.actor_name,
        name_of(entry.verb),
        entry.object_label,
        _in_one_cell(entry.before),
        _in_one_cell(entry.after),
        entry.reason,
    ]


def _in_one_cell(changed: dict[str, object]) -> str:
    return "；".join(f"{name}：{value}" for name, value in change_in_words(changed))


def _may_read(officer: Officer) -> bool:
    return bool(rules.has_perm("bodies.read_audit", officer, officer.body))


def _found(officer: Officer, form: AuditFilter) -> QuerySet[AuditEntry]:
    """Return the entries of the body that the filters leave; odd filters leave out nothing."""
    chosen = form.cleaned_data if form.is_valid() else {}
    return narrowed(
        of_bodies([officer.office.body_id]),
        verb=chosen.get("verb") or "",
        words=(chosen.get("words") or "").strip(),
        since=chosen.get("since"),
        until=chosen.get("until"),
    )
