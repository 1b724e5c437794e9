"""My work: what an officer has to do next, the soonest due first."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from gongkai.bodies.models import Officer, Role
from gongkai.disclosures.models import Disclosure, Opinion, Review, State
from gongkai.disclosures.queries import drafts_of, owed_by_office, ready_to_publish, review_queue
from gongkai.duties.declaration_queries import waiting_for
from gongkai.duties.models import Obligation
from gongkai.workspace.access import officer_of
from gongkai.workspace.lateness import working_days_late

_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Counter:
    """One number on top of the page, and where what it counts is: a part of it, or a list."""

    number: int
    name: str
    url: str
    tone: str


@login_required
@require_GET
def my_work(request: HttpRequest) -> HttpResponse:
    """Show what waits for this officer."""
    officer = officer_of(request)
    owed = list(owed_by_office(officer)) if officer.has_role(Role.EDITOR) else []
    unfinished = list(drafts_of(officer)[:_SHOWN])
    opinions = _opinions(unfinished)
    drafts = [(one, opinions.get(one.pk, "")) for one in unfinished]
    reviews = review_queue(officer)
    ready = list(ready_to_publish(officer)[:_SHOWN])
    scheduled = [one for one in ready if one.scheduled_for]
    waiting = [one for one in ready if not one.scheduled_for]
    context = {
        "owed": [(one, working_days_late(one)) for one in owed[:_SHOWN]],
        "owed_more": max(0, len(owed) - _SHOWN),
        "drafts": drafts,
        "reviews": reviews,
        "ready": waiting,
        "scheduled": scheduled,
        "counters": _counters(officer, owed, drafts, reviews, waiting),
        "edits": officer.has_role(Role.EDITOR),
        "reviewer": officer.has_role(Role.REVIEWER, Role.SECRECY_REVIEWER),
        "publishes": officer.has_role(Role.PUBLISHER),
        "administers": officer.has_role(Role.ADMINISTRATOR),
        "audits": officer.has_role(Role.AUDITOR),
        "today": timezone.localdate(),
    }
    return render(request, "workspace/my_work.html", context)


def _opinions(drafts: list[Disclosure]) -> dict[int, str]:
    """Return what the reviewer wrote who sent each of these back last, by disclosure."""
    returned = [one.pk for one in drafts if one.state == State.RETURNED]
    reviews = Review.objects.filter(version__disclosure__in=returned, opinion=Opinion.RETURNED)
    return {
        review.version.disclosure_id: f"{review.reviewer.name}：{review.note}"
        for review in reviews.select_related("reviewer", "version").order_by("at", "pk")
    }


def _counters(
    officer: Officer,
    owed: list[Obligation],
    drafts: list[tuple[Disclosure, str]],
    reviews: list[Disclosure],
    ready: list[Disclosure],
) -> list[Counter]:
    states = [one.state for one in owed]  # type: ignore[attr-defined]
    counters = []
    if officer.has_role(Role.EDITOR):
        returned = sum(one.state == State.RETURNED for one, _ in drafts)
        counters += [
            Counter(states.count("overdue"), "已逾期", "#owed", "overdue"),
            Counter(states.count("due"), "即将到期", "#owed", "due"),
            Counter(returned, "退回修改", "#drafts", "due"),
            Counter(len(drafts) - returned, "草稿", "#drafts", ""),
        ]
    if officer.has_role(Role.REVIEWER, Role.PUBLISHER):
        stated = waiting_for(officer).count()
        counters.append(Counter(stated, "情况说明待决定", reverse("workspace:declarations"), "due"))
    if officer.has_role(Role.REVIEWER, Role.SECRECY_REVIEWER):
        counters.append(Counter(len(reviews), "待我审核", "#reviews", "due"))
    if officer.has_role(Role.PUBLISHER):
        counters.append(Counter(len(ready), "待发布", "#ready", "due"))
    return counters
