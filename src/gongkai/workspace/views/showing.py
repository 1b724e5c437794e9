"""Reading disclosures in the workspace: the list, one page, versions side by side, files."""

from __future__ import annotations

import logging

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from gongkai.audit.queries import of_object
from gongkai.bodies.models import Office, Officer
from gongkai.disclosures.fields import tables
from gongkai.disclosures.forms import IN_WORK
from gongkai.disclosures.grounds import grounds
from gongkai.disclosures.models import Disclosure, State, Version
from gongkai.disclosures.queries import attachment_for, history, of_body
from gongkai.disclosures.rules import VERBS
from gongkai.disclosures.versions import compare as compare_versions
from gongkai.workspace.access import disclosure_or_404, officer_of
from gongkai.workspace.asking import number_or_none, words_of
from gongkai.workspace.fulfilling import fulfilling
from gongkai.workspace.missing import missing_links
from gongkai.workspace.offers import Offer, offers, progress

PAGE = 30
_log = logging.getLogger(__name__)


@login_required
@require_GET
def disclosures(request: HttpRequest) -> HttpResponse:
    """List the body's disclosures, narrowed by state, office, item and words in the title."""
    officer = officer_of(request)
    chosen = {key: words_of(request.GET, key) for key in ("state", "office", "words", "item")}
    rows = _narrowed(of_body(officer), chosen).prefetch_related("filings__duty__item")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page": page,
        "chosen": chosen,
        "states": State.choices,
        "offices": Office.objects.filter(body_id=officer.office.body_id),
        "query": query.urlencode(),
        "may_register": officer.has_role(VERBS["edit"].role),
        "filtered": any(chosen.values()),
    }
    return render(request, "workspace/disclosures.html", context)


def _narrowed(rows: QuerySet[Disclosure], chosen: dict[str, str]) -> QuerySet[Disclosure]:
    if chosen["state"] in State.values:
        rows = rows.filter(state=chosen["state"])
    office, item = number_or_none(chosen["office"]), number_or_none(chosen["item"])
    if office is not None:
        rows = rows.filter(office_id=office)
    if chosen["words"]:
        rows = rows.filter(latest__title__icontains=chosen["words"])
    if item is not None:
        rows = rows.filter(duties__item_id=item).distinct()
    return rows


@login_required
@require_GET
def disclosure(request: HttpRequest, pk: int) -> HttpResponse:
    """Show everything about one disclosure, and what can be done to it."""
    officer, found = officer_of(request), disclosure_or_404(request, pk)
    possible, refused = offers(officer, found)
    versions = list(history(found))
    version = found.latest or found.public
    ground = grounds().get(version.openness_ground) if version else None
    editable = any(offer.verb == "edit" for offer in possible)
    context = {
        "disclosure": found,
        "version": version,
        "ground": ground,
        "steps": progress(found),
        "possible": possible,
        "refused": refused,
        "tables": tables(version.field_values) if version else (),
        "versions": [(one, _before(one, versions)) for one in versions],
        "reviews": [one for row in versions for one in row.reviews.all()],
        "trail": of_object("disclosures.disclosure", found.pk)[:100],
        "missing": missing_links(found) if editable else [],
        "fulfils": fulfilling(found, in_work=found.state in IN_WORK),
        "may_edit": editable,
        "successors": _successors(officer, found, possible),
    }
    return render(request, "workspace/disclosure.html", context)


def _before(version: Version, versions: list[Version]) -> Version | None:
    return next((one for one in versions if one.number == version.number - 1), None)


def _successors(
    officer: Officer, found: Disclosure, possible: list[Offer]
) -> QuerySet[Disclosure] | None:
    if not any(offer.verb == "supersede" for offer in possible):
        return None
    return of_body(officer).filter(state=State.PUBLISHED).exclude(pk=found.pk)[:200]


@login_required
@require_GET
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Show two versions field by field; ``from`` and ``to`` are version numbers."""
    found = disclosure_or_404(request, pk)
    before, after = (_version(found, request.GET.get(key, "")) for key in ("from", "to"))
    context = {
        "disclosure": found,
        "before": before,
        "after": after,
        "differences": compare_versions(before, after),
        "versions": found.versions.all(),
    }
    return render(request, "workspace/compare.html", context)


def _version(found: Disclosure, typed: str) -> Version:
    number = number_or_none(typed)
    version = found.versions.filter(number=number).first() if number is not None else None
    if version is None:
        raise Http404("没有这个版本。")
    return version


@login_required
@require_GET
def attachment(request: HttpRequest, pk: int) -> FileResponse:
    """Hand out one file, through the visibility gate, always as a download."""
    found = attachment_for(officer_of(request), pk)
    if found is None:
        raise Http404("没有这个附件。")
    try:
        content = found.file.open("rb")
    except FileNotFoundError:
        _log.exception("附件%s的文件不在存储里", found.pk)
        raise Http404("没有这个附件。") from None
    return FileResponse(
        content,
        as_attachment=True,
        filename=found.name,
        content_type=found.content_type,
    )
