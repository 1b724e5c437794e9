"""采用新版次: what a new edition does, shown before it is done; then its days, item by item."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.bodies.models import Officer, Role
from gongkai.catalog.diff.words import remarks
from gongkai.duties import actions
from gongkai.duties.adopting import asks_first_round
from gongkai.duties.models import Adoption, Edition
from gongkai.duties.queries import all_duties_of, left_open_by, rollout_of, stopped_by
from gongkai.duties.renewal import RenewalPlan, plan_renewal
from gongkai.refusals import Refused
from gongkai.workspace.access import officer_of, say_no
from gongkai.workspace.answers import not_for_you, telling
from gongkai.workspace.asking import number_or_none
from gongkai.workspace.renewal_table import date_name, groups_of

_PER_PAGE = 100
_WHO_MAY = "采用新版次由本机关的系统管理员决定。"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what adopting this edition in place of the present one does; a POST does it."""
    officer = officer_of(request)
    edition = get_object_or_404(Edition.objects.select_related("catalog"), pk=pk)
    if not officer.has_role(Role.ADMINISTRATOR):
        return not_for_you(request, "采用新版次", _WHO_MAY)
    try:
        plan = plan_renewal(officer.body, edition)
    except Refused as refusal:
        say_no(request, refusal)
        return redirect("workspace:catalogs")
    typed = {key: value.strip() for key, value in request.POST.items() if isinstance(value, str)}
    refused = ""
    if request.method == "POST":
        try:
            _renew(officer, plan, typed)
        except Refused as refusal:
            refused = refusal.message
        else:
            messages.success(request, f"已采用{edition}；到起始日，每一项自动换到新版次。")
            return redirect("workspace:rollout", pk)
    return _preview(request, plan, typed, refused)


def _preview(
    request: HttpRequest, plan: RenewalPlan, typed: Mapping[str, str], refused: str
) -> HttpResponse:
    groups = groups_of(plan, typed)
    context = {
        "plan": plan,
        "edition": plan.edition,
        "present": plan.present,
        "groups": groups,
        "remarks": remarks(plan.compared),
        "default_start": typed.get("default_start") or timezone.localdate().isoformat(),
        "earliest": plan.present.adopted_on,
        "drafts": sum(row.drafts for group in groups for row in group.rows),
        "refused": refused,
        "first_round": sum(
            asks_first_round(one.item, plan.present.body.tier)
            for line in plan.lines
            for one in line.new
            if not line.old
        ),
        "unchecked": bool(typed) and "first_round" not in typed,
        "undated": any(not row.date_name for group in groups for row in group.rows),
    }
    return render(request, "workspace/renewal.html", context, status=422 if refused else 200)


def _renew(officer: Officer, plan: RenewalPlan, typed: Mapping[str, str]) -> None:
    starts: dict[int, date] = {}
    for line in plan.lines:
        written = typed.get(date_name(line.key), "")
        if written:
            day = _day(written, "单项的日期")
            starts.update(dict.fromkeys([one.item.pk for one in line.new] or [line.key], day))
    actions.renew_adoption(
        actor=officer,
        body=officer.body,
        edition=plan.edition,
        default_start=_day(typed.get("default_start", ""), "新版次开始日期"),
        starts=starts,
        first_round="first_round" in typed,
    )


def _day(written: str, what: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Refused("no-day", f"请填写{what}，写成2026-01-31这样。") from None


@require_safe
@login_required
def rollout(request: HttpRequest, pk: int) -> HttpResponse:
    """Show from which day each item of a renewed edition holds, and what is left of the old."""
    officer = officer_of(request)
    adoption = get_object_or_404(
        Adoption.objects.select_related("edition__catalog", "replaces__edition__catalog", "body"),
        body=officer.body,
        edition=pk,
        replaces__isnull=False,
    )
    today = timezone.localdate()
    duties = rollout_of(adoption)
    context = {
        "adoption": adoption,
        "edition": adoption.edition,
        "today": today,
        "page": Paginator(duties, _PER_PAGE).get_page(request.GET.get("page")),
        "ahead": duties.filter(starts_on__gt=today).count(),
        "stopped": list(stopped_by(adoption)),
        "left_open": list(left_open_by(adoption)),
        "may_move": officer.has_role(Role.ADMINISTRATOR),
    }
    return render(request, "workspace/renewal_rollout.html", context)


@require_POST
@login_required
def reschedule(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the day on which an item of a renewed edition begins."""
    officer = officer_of(request)
    duty = get_object_or_404(all_duties_of(officer.body), pk=pk)
    with telling(request, f"“{duty.item.name}”的开始日期已调整。"):
        day = _day(request.POST.get("starts_on", "").strip(), "开始日期")
        actions.reschedule_duty(actor=officer, duty=duty, starts_on=day)
    back = reverse("workspace:rollout", args=[duty.item.edition_id])
    page = number_or_none(request.POST.get("page", "")) or 1
    return redirect(f"{back}?page={page}#duty-{duty.pk}")
