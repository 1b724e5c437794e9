"""空白和久未更新: what a website inspection would find, before it comes."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.disclosures.dormancy import Standing, kinds, silent, verdicts
from gongkai.workspace.access import officer_of


@require_safe
@login_required
def silent_items(request: HttpRequest) -> HttpResponse:
    """List the empty and the dormant items of the officer's body, longest silent first."""
    body = officer_of(request).office.body
    found = silent(body)
    context = {
        "body": body,
        "empty": [one for one in found if one.standing is Standing.EMPTY],
        "dormant": [one for one in found if one.standing is Standing.DORMANT],
        "verdicts": verdicts(found),
        "kinds": kinds(),
        "today": timezone.localdate(),
    }
    return render(request, "workspace/silent.html", context)
