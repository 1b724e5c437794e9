"""What the search index knows of a disclosure: its public version, never a draft."""

from __future__ import annotations

from django.utils import timezone

from gongkai.disclosures.content import plain_text
from gongkai.disclosures.models import Disclosure, State
from gongkai.search.actions import put, remove

KIND = "disclosure"


def put_in_index(disclosure: Disclosure) -> None:
    """Write the public version into the index; what is withdrawn or superseded leaves it."""
    version = disclosure.public
    if version is None or disclosure.state in {State.WITHDRAWN, State.SUPERSEDED}:
        remove(KIND, disclosure.pk)
        return
    parts = [version.summary, version.document_number, disclosure.index_number or ""]
    for value in version.field_values:
        parts += [value.name, *(plain_text(one) for one in value.values)]
    parts.append(plain_text(version.body_html))
    published = disclosure.first_published_at or timezone.now()
    put(
        KIND,
        disclosure.pk,
        title=version.title,
        # Parted by a sign: two dates in a row must not read as one long number.
        text="；".join(part for part in parts if part),
        body_id=disclosure.body_id,
        published_on=timezone.localdate(published),
    )
