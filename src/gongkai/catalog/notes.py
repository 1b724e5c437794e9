"""Collects findings while a table is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from gongkai.catalog.model import Finding, Place, Severity


@dataclass(slots=True)
class Notes:
    """The findings about one place: a whole catalog, or one row of it."""

    seq: str | None = None
    line: int | None = None
    found: list[Finding] = field(default_factory=list)
    part: str | None = None  # the table or sheet; None in a plain text

    @property
    def place(self) -> str:
        """Name the row in plain words: 第14项（原文第307行）."""
        if self.line is None:
            return f"第{self.seq}项" if self.seq else "本目录"
        where = f"{self.part or '原文'}第{self.line}行"
        return f"第{self.seq}项（{where}）" if self.seq else where

    def info(self, code: str, message: str, field: str | None = None) -> None:
        """Note something that needs no decision."""
        self._add(code, Severity.INFO, message, field)

    def warning(self, code: str, message: str, field: str | None = None) -> None:
        """Note something a person has to look at before the catalog is adopted."""
        self._add(code, Severity.WARNING, message, field)

    def error(self, code: str, message: str, field: str | None = None) -> None:
        """Note something that is missing or broken in the text itself."""
        self._add(code, Severity.ERROR, message, field)

    def _add(self, code: str, severity: Severity, message: str, field: str | None) -> None:
        place = None if self.line is None else Place(self.part, self.line)
        self.found.append(Finding(code, severity, message, self.seq, field, self.line, place))
