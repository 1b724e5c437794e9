"""Who asks, and for which disclosure: another body's is, here, one that does not exist."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest

from gongkai.bodies.models import Officer
from gongkai.disclosures.models import Disclosure
from gongkai.disclosures.queries import for_work
from gongkai.refusals import Refused


def officer_of(request: HttpRequest) -> Officer:
    """Return the signed-in officer; views are behind ``login_required``."""
    if not isinstance(request.user, Officer):
        raise Http404
    return request.user


def disclosure_or_404(request: HttpRequest, pk: int) -> Disclosure:
    """Return one disclosure of the officer's own body as the workspace shows it."""
    found = for_work(officer_of(request), pk)
    if found is None:
        raise Http404("没有这条信息，或者它属于其他机关。")
    return found


def say_no(request: HttpRequest, refusal: Refused) -> None:
    """Show the one sentence of a refusal on the next page."""
    messages.error(request, refusal.message)
