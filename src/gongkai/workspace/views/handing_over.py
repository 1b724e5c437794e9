"""Who heads what, who answers for what, and what moves when an officer leaves."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.bodies import actions as bodies
from gongkai.bodies.models import Body, Office, Officer
from gongkai.disclosures import actions
from gongkai.disclosures.actions import handing_over
from gongkai.duties.models import Duty
from gongkai.workspace.access import officer_of
from gongkai.workspace.answers import not_for_you, telling
from gongkai.workspace.forms_reminders import EmailForm, HandOverForm, HeadForm

_SHOWN = 30
_WHO_MAY = "移交由本机关的系统管理员，或者这个科室的负责人办理。"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what would move, and move it."""
    actor = officer_of(request)
    leaving = get_object_or_404(Officer, pk=pk)
    if leaving.office.body_id != actor.office.body_id:
        raise Http404("没有这位人员，或者属于其他机关。")
    if not handing_over.may_hand_over(actor, leaving.office):
        return not_for_you(request, "移交", _WHO_MAY)
    form = HandOverForm(leaving, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        with telling(request, f"{leaving.name}名下的责任、草稿和职务已经移交。"):
            actions.hand_over(actor=actor, leaving=leaving, **form.read())
        return redirect("workspace:hand_over", pk=pk)
    duties, drafts = handing_over.duties_held(leaving), handing_over.drafts_held(leaving)
    context = {
        "leaving": leaving,
        "form": form,
        "held": handing_over.held(leaving),
        "duties": duties[:_SHOWN],
        "drafts": drafts[:_SHOWN],
        "declarations": handing_over.declarations_held(leaving)[:_SHOWN],
        "headships": handing_over.headships_held(leaving),
        "shown": _SHOWN,
    }
    return render(request, "workspace/hand_over.html", context)


@require_POST
@login_required
def email(request: HttpRequest, pk: int) -> HttpResponse:
    """Set where an officer's letters go."""
    actor = officer_of(request)
    officer = get_object_or_404(Officer, pk=pk)
    with telling(request, "已保存电子邮箱。"):
        address = EmailForm(request.POST).read()["email"]
        bodies.set_email(actor=actor, officer=officer, email=address)
    return redirect("workspace:reminders" if actor.pk == pk else "workspace:officers")


@require_POST
@login_required
def office_head(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who heads an office."""
    office = get_object_or_404(Office.objects.select_related("body", "head"), pk=pk)
    with telling(request, f"已设置{office.name}的负责人。"):
        head = HeadForm(office.body, request.POST).read()["head"]
        bodies.set_office_head(actor=officer_of(request), office=office, head=head)
    return redirect("workspace:officers")


@require_POST
@login_required
def body_head(request: HttpRequest, slug: str) -> HttpResponse:
    """Say who heads a body."""
    body = get_object_or_404(Body.objects.select_related("head"), slug=slug)
    with telling(request, f"已设置{body.short_name}的负责人。"):
        head = HeadForm(body, request.POST).read()["head"]
        bodies.set_body_head(actor=officer_of(request), body=body, head=head)
    return redirect("workspace:officers")


@require_POST
@login_required
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who of the leading office answers for a duty."""
    actor = officer_of(request)
    own = Duty.objects.filter(body=actor.office.body_id).select_related("lead")
    duty = get_object_or_404(own, pk=pk)
    with telling(request, "已指定责任人。"):
        chosen = HeadForm(duty.lead, request.POST).read()["head"]
        actions.assign_duty(actor=actor, duty=duty, officer=chosen)
    return redirect("workspace:duty", pk=pk)
