"""The one way any room says no: a short code for programs, one plain sentence for people."""

from __future__ import annotations


class Refused(Exception):
    """What was asked cannot be done, and nothing was changed.

    ``code`` is stable and in English (tests and programs match on it); ``message`` is the one
    Chinese sentence that a page or a terminal shows.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
