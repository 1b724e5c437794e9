"""Reading disclosures. ``visible_to`` is the one gate: pages, files, index and export pass it."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Exists, F, Min, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from gongkai.bodies.models import Body, Officer, Role
from gongkai.disclosures.models import Attachment, Disclosure, Filing, State, Version
from gongkai.duties.models import Declaration, Duty, Item, Obligation
from gongkai.duties.queries import open_obligations
from gongkai.search.queries import find

Viewer = Officer | AnonymousUser | None
NO_LONGER_CURRENT = (State.WITHDRAWN, State.SUPERSEDED)


def visible_to(viewer: Viewer) -> QuerySet[Disclosure]:
    """Return the disclosures that ``viewer`` may know of.

    Everyone: those that are or were public (what is shown of them is ``public``, or a notice).
    An officer: also all of their own body.
    """
    public = Q(public__isnull=False)
    if isinstance(viewer, Officer) and viewer.is_active:
        public |= Q(body_id=viewer.office.body_id)
    return Disclosure.objects.filter(public)


def published() -> QuerySet[Disclosure]:
    """Return what citizens can read now, newest first, with body and public version at hand."""
    return (
        visible_to(None)
        .exclude(state__in=NO_LONGER_CURRENT)
        .select_related("body", "public")
        .order_by("-first_published_at", "-pk")
    )


def published_under(item: Item, body: Body | None = None) -> QuerySet[Disclosure]:
    """Return what is public under an item, of one body or of all."""
    rows = published().filter(duties__item=item)
    return (rows.filter(duties__body=body) if body else rows).distinct()


def public_page(pk: int) -> Disclosure | None:
    """Return what the public page of ``pk`` shows (a text or a notice), or None where there is no
    such page: never published, or never registered, are the same to a citizen."""
    duties = Duty.objects.select_related("item__edition__catalog", "body", "lead")
    return (
        visible_to(None)
        .select_related("body", "office", "public", "superseded_by__public")
        .prefetch_related(
            "public__attachments",
            Prefetch("filings", Filing.objects.select_related("obligation")),
            Prefetch("filings__duty", duties),
        )
        .filter(pk=pk)
        .first()
    )


def neighbours(disclosure: Disclosure) -> tuple[Disclosure | None, Disclosure | None]:
    """Return the public disclosures of the same body just older and just newer, or None."""
    rows = published().filter(body_id=disclosure.body_id).exclude(pk=disclosure.pk)
    at, pk = disclosure.first_published_at, disclosure.pk
    older = Q(first_published_at__lt=at) | Q(first_published_at=at, pk__lt=pk)
    newer = Q(first_published_at__gt=at) | Q(first_published_at=at, pk__gt=pk)
    return (
        rows.filter(older).first(),
        rows.filter(newer).order_by("first_published_at", "pk").first(),
    )


def search(words: str) -> QuerySet[Disclosure]:
    """Return the public disclosures that contain every word, best first."""
    keys = list(find("disclosure", words).values_list("key", flat=True)[:500])
    rank = {key: place for place, key in enumerate(keys)}
    rows = published().filter(pk__in=keys)
    if not keys:
        return rows
    return rows.extra(
        select={"place": "array_position(%s::bigint[], disclosures_disclosure.id)"},
        select_params=([*rank],),
        order_by=["place"],
    )


def attachment_for(viewer: Viewer, pk: int) -> Attachment | None:
    """Return an attachment the viewer may have: of a public version that is still shown, or of
    any version of the officer's own body."""
    shown = Q(versions__in=Version.objects.filter(pk__in=published().order_by().values("public")))
    if isinstance(viewer, Officer) and viewer.is_active:
        shown |= Q(disclosure__body_id=viewer.office.body_id)
    return Attachment.objects.filter(shown, pk=pk).distinct().first()


def of_body(officer: Officer) -> QuerySet[Disclosure]:
    """Return the disclosures of the officer's body, newest first, with what lists show."""
    return (
        visible_to(officer)
        .filter(body_id=officer.office.body_id)
        .select_related("office", "latest", "public", "latest__written_by")
        .order_by("-pk")
    )


def for_work(officer: Officer, pk: int) -> Disclosure | None:
    """Return one disclosure of the officer's body as the workspace shows it, or None."""
    duties = Duty.objects.select_related("item__edition__catalog", "body", "lead")
    return (
        of_body(officer)
        .select_related("body", "superseded_by")
        .prefetch_related(
            "latest__attachments",
            Prefetch("filings", Filing.objects.select_related("obligation")),
            Prefetch("filings__duty", duties),
        )
        .filter(pk=pk)
        .first()
    )


def history(disclosure: Disclosure) -> QuerySet[Version]:
    """Return every version, newest first, with its writer, reviews and attachments."""
    return disclosure.versions.select_related("written_by").prefetch_related(
        "reviews__reviewer", "attachments"
    )


def review_queue(officer: Officer) -> list[Disclosure]:
    """Return what waits for this officer's review, due soonest first; never what they wrote."""
    states = []
    if officer.has_role(Role.REVIEWER):
        states.append(State.CONTENT_REVIEW)
    if officer.has_role(Role.SECRECY_REVIEWER):
        states.append(State.SECRECY_REVIEW)
    written = Version.objects.filter(
        disclosure=OuterRef("pk"),
        written_by=officer,
        number__gt=Coalesce(OuterRef("public__number"), 0),
    )
    waiting = of_body(officer).filter(~Exists(written), state__in=states)
    return list(_due_soonest_first(waiting))


def ready_to_publish(officer: Officer) -> QuerySet[Disclosure]:
    """Return what has both approvals and waits for a publisher of the body, due soonest first."""
    rows = _due_soonest_first(of_body(officer).filter(state=State.READY))
    return rows if officer.has_role(Role.PUBLISHER) else rows.none()


def drafts_of(officer: Officer) -> QuerySet[Disclosure]:
    """Return the drafts and returned texts of the officer's office, due soonest first."""
    rows = of_body(officer).filter(
        office_id=officer.office_id, state__in=(State.DRAFT, State.RETURNED)
    )
    return _due_soonest_first(rows) if officer.has_role(Role.EDITOR) else rows.none()


def _due_soonest_first(rows: QuerySet[Disclosure]) -> QuerySet[Disclosure]:
    """Annotate ``due_on``, the soonest date still open (or None: those last), and order by it.

    ``due_provisional`` is true where one of those dates waits for its year's notice (CAL-09).
    """
    still_open = Q(filings__obligation__fulfilled_on=None)
    due_on = Min("filings__obligation__due_on", filter=still_open)
    provisional = BoolOr("filings__obligation__provisional", filter=still_open)
    return rows.annotate(due_on=due_on, due_provisional=provisional).order_by(
        F("due_on").asc(nulls_last=True), "pk"
    )


def owed_by_office(officer: Officer) -> QuerySet[Obligation]:
    """Return what the officer's office still owes, due soonest first, with ``state``.

    ``stated`` is true where an absence or an excuse waits for its decision. What was registered
    is owed by the office that registered it, whoever leads the duty; what nobody registered, by
    the offices of the duty.
    """
    office = officer.office
    registered_here = Q(filing__disclosure__office=office)
    of_its_duty = Q(duty__lead=office) | Q(duty__in=office.duties.order_by().values("pk"))
    rows = open_obligations(office.body).filter(registered_here | Q(filing=None) & of_its_duty)
    waiting = Declaration.objects.filter(obligation=OuterRef("pk"), granted=None)
    return rows.annotate(stated=Exists(waiting)).select_related("filing__disclosure__latest")
