"""One disclosure of the demo as it will be told: what, by whom, when, and how far it gets."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from gongkai.bodies.models import Officer
from gongkai.demo.pieces import Piece, put_in, words_for
from gongkai.demo.registers import Cast
from gongkai.disclosures.models import Disclosure
from gongkai.duties.models import Duty, Obligation


class Fate(StrEnum):
    """How far a disclosure gets before the demo begins."""

    REGISTERED = "registered"
    DRAFT = "draft"
    RETURNED = "returned"
    CONTENT_REVIEW = "content_review"
    SECRECY_REVIEW = "secrecy_review"
    READY = "ready"
    SCHEDULED = "scheduled"
    UNDISCLOSED = "undisclosed"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    UNDER_CORRECTION = "under_correction"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


_SETTLED = {
    Fate.PUBLISHED,
    Fate.CORRECTED,
    Fate.UNDER_CORRECTION,
    Fate.WITHDRAWN,
    Fate.SUPERSEDED,
}


@dataclass(slots=True)
class Case:
    """One disclosure to tell. ``done_on`` is the day of its publication (or of its last step so
    far), ``after_on`` that of a correction, withdrawal or replacement. ``answers`` is what set it
    off, where that was known from the beginning."""

    cast: Cast
    piece: Piece
    duties: tuple[Duty, ...]
    editor: Officer
    subject: str
    formed_on: date
    done_on: date
    fate: Fate = Fate.PUBLISHED
    after_on: date | None = None
    successor: Case | None = None
    serial: int = 0
    disclosure: Disclosure | None = field(default=None)
    answers: Obligation | None = None

    @property
    def settled(self) -> bool:
        """True for one that was published in its time, whatever became of it since."""
        return self.fate in _SETTLED

    @property
    def words(self) -> dict[str, str]:
        """Every word its templates may use."""
        words = self.cast.words | words_for(self.piece, self.formed_on, self.subject, self.serial)
        words["document"] = put_in(self.piece.document, words)
        words["title"] = put_in(self.piece.title, words)
        return words

    def told(self) -> Disclosure:
        """Return the disclosure; it is an error to ask before it was registered."""
        if self.disclosure is None:
            raise LookupError(f"not registered yet: {self.piece.title}")
        return self.disclosure
