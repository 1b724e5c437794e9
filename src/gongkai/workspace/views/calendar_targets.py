"""Setting the body's own targets for what says 实时 or 及时."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from gongkai.clocks.actions import set_targets
from gongkai.workspace.access import officer_of
from gongkai.workspace.answers import telling
from gongkai.workspace.forms_calendar import TargetsForm


@require_POST
@login_required
def targets(request: HttpRequest) -> HttpResponse:
    """Set them; open tasks follow as soon as the job has run."""
    officer = officer_of(request)
    with telling(request, "公开目标已保存；未办结的任务会按新目标重新计算，已经办结的不变。"):
        typed = TargetsForm(request.POST).read()
        set_targets(
            actor=officer,
            body=officer.body,
            realtime=typed["realtime"],
            timely=typed["timely"],
            reason=typed["reason"],
        )
    return redirect("workspace:calendar")
