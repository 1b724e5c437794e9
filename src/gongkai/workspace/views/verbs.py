"""The verbs that take one press: each POST calls one action and shows how it went."""

from __future__ import annotations

from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, UTC, datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST

from gongkai.bodies.models import Officer
from gongkai.disclosures import actions
from gongkai.disclosures.models import Disclosure, State
from gongkai.disclosures.queries import of_body
from gongkai.refusals import Refused
from gongkai.workspace.access import disclosure_or_404, officer_of, say_no
from gongkai.workspace.asking import number_or_none, words_of

Act = Callable[[HttpRequest, Officer, Disclosure], object]


def _verb(act: Act, done: str, then: str = "workspace:disclosure") -> Callable[..., HttpResponse]:
    @require_POST
    @login_required
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        disclosure = disclosure_or_404(request, pk)
        try:
            act(request, officer_of(request), disclosure)
        except Refused as refusal:
            say_no(request, refusal)
            return redirect("workspace:disclosure", pk=pk)
        messages.success(request, done)
        return redirect(then, pk=pk)

    return view


def _submit(_request: HttpRequest, officer: Officer, disclosure: Disclosure) -> None:
    actions.submit(actor=officer, disclosure=disclosure)


def _recall(_request: HttpRequest, officer: Officer, disclosure: Disclosure) -> None:
    actions.recall(actor=officer, disclosure=disclosure)


def _publish(_request: HttpRequest, officer: Officer, disclosure: Disclosure) -> None:
    actions.publish(actor=officer, disclosure=disclosure)


def _schedule(request: HttpRequest, officer: Officer, disclosure: Disclosure) -> None:
    at = _moment(words_of(request.POST, "at"))
    if at is None:
        raise Refused("no-time", "请填写定时发布的日期和时间。")
    actions.schedule(actor=officer, disclosure=disclosure, at=at)


def _moment(text: str) -> datetime | None:
    """Return the typed moment (aware), or None: also where one zone's calendar cannot hold it."""
    try:
        typed = parse_datetime(text)
        if typed is None:
            return None
        aware = typed if timezone.is_aware(typed) else timezone.make_aware(typed)
        # The first and the last year of the calendar overflow when a zone's offset is added.
        return aware if MINYEAR < aware.astimezone(UTC).year < MAXYEAR else None
    except (ValueError, OverflowError):
        return None


def _unschedule(_request: HttpRequest, officer: Officer, disclosure: Disclosure) -> None:
    actions.unschedule(actor=officer, disclosure=disclosure)


def _keep_undisclosed(_request: HttpRequest, officer: Officer, disclosure: Disclosure) -> None:
    actions.keep_undisclosed(actor=officer, disclosure=disclosure)


def _start_correction(request: HttpRequest, officer: Officer, disclosure: Disclosure) -> None:
    reason = words_of(request.POST, "reason")
    actions.start_correction(actor=officer, disclosure=disclosure, reason=reason)


def _discard_correction(_request: HttpRequest, officer: Officer, disclosure: Disclosure) -> None:
    actions.discard_correction(actor=officer, disclosure=disclosure)


def _withdraw(request: HttpRequest, officer: Officer, disclosure: Disclosure) -> None:
    reason = words_of(request.POST, "reason")
    actions.withdraw(actor=officer, disclosure=disclosure, reason=reason)


def _supersede(request: HttpRequest, officer: Officer, disclosure: Disclosure) -> None:
    number = number_or_none(request.POST.get("successor", ""))
    own = of_body(officer).filter(state=State.PUBLISHED)
    successor = own.filter(pk=number).first() if number is not None else None
    if successor is None:
        raise Refused("no-successor", "请选择用来替代的信息。")
    actions.supersede(actor=officer, disclosure=disclosure, by=successor)


submit = _verb(_submit, "已提交审核。")
recall = _verb(_recall, "已收回为草稿。")
publish = _verb(_publish, "已公开。")
schedule = _verb(_schedule, "已设定定时发布。")
unschedule = _verb(_unschedule, "已取消定时发布。")
keep_undisclosed = _verb(_keep_undisclosed, "已登记为不主动公开。")
start_correction = _verb(
    _start_correction, "已开始更正；公开的内容在新版本发布前保持不变。", "workspace:edit"
)
discard_correction = _verb(_discard_correction, "已放弃更正，公开的内容不变。")
withdraw = _verb(_withdraw, "已撤回；原地址显示撤回公告。")
supersede = _verb(_supersede, "已标明被新的信息替代。")
