"""Disclosures, their versions, reviews, attachments and numbering."""

from gongkai.disclosures.models.attachment import Attachment
from gongkai.disclosures.models.disclosure import Disclosure, Filing, Openness, State
from gongkai.disclosures.models.numbering import IndexNumberSeries
from gongkai.disclosures.models.review import Opinion, Review, ReviewKind
from gongkai.disclosures.models.version import Version

__all__ = [
    "Attachment",
    "Disclosure",
    "Filing",
    "IndexNumberSeries",
    "Openness",
    "Opinion",
    "Review",
    "ReviewKind",
    "State",
    "Version",
]
