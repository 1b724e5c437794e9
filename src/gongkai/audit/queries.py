"""Reading the trail."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from gongkai.audit.models import AuditEntry


def of_bodies(body_ids: list[int]) -> QuerySet[AuditEntry]:
    """Return the entries of these bodies, newest first."""
    return AuditEntry.objects.filter(body_id__in=body_ids).select_related("actor")


def of_object(label: str, pk: int) -> QuerySet[AuditEntry]:
    """Return the entries of one thing (``label`` such as ``disclosures.disclosure``)."""
    return AuditEntry.objects.filter(object_type=label, object_id=pk).select_related("actor")


def narrowed(
    entries: QuerySet[AuditEntry],
    *,
    verb: str = "",
    words: str = "",
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[AuditEntry]:
    """Narrow ``entries`` by verb, by words in actor or object, and by days (Asia/Shanghai)."""
    if verb:
        entries = entries.filter(verb=verb)
    if words:
        entries = entries.filter(Q(actor_name__contains=words) | Q(object_label__contains=words))
    if since:
        entries = entries.filter(at__date__gte=since)
    if until:
        entries = entries.filter(at__date__lte=until)
    return entries
