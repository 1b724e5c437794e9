"""My work: what an officer has to do next, the soonest due first."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_required
def my_work(request: HttpRequest) -> HttpResponse:
    """Show what waits for this officer."""
    return render(request, "workspace/my_work.html", {})
