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
    doubtful: set[str] = field(default_factory=set)  # fields whose reading cannot be relied on

    @property
    def place(self) -> str:
        """Name the row in plain words: 第14项（原文第307行）."""
        if self.line is None:
            return f"第{self.seq}项" if self.seq else "本目录"
        where = f"{self.part or '原文'}第{self.line}行"
        return f"第{self.seq}项（{where}）" if self.seq else where

    def info(self, code: str, message: str, field: str | None = None) -> None:
        """Note something that needs no decision."""
        self.add(code, Severity.INFO, message, field)

    def warning(self, code: str, message: str, field: str | None = None) -> None:
        """Note something a person has to look at before the catalog is adopted."""
        self.add(code, Severity.WARNING, message, field)

    def error(self, code: str, message: str, field: str | None = None) -> None:
        """Note something that is missing or broken in the text itself."""
        self.add(code, Severity.ERROR, message, field)

    def doubt(self, field: str) -> None:
        """Leave a field unresolved: what was read of it may be wrong; a finding says why."""
        self.doubtful.add(field)

    def add(self, code: str, severity: Severity, message: str, field: str | None) -> None:
        """Note something of a severity that was settled before."""
        place = None if self.line is None else Place(self.part, self.line)
        self.found.append(Finding(code, severity, message, self.seq, field, self.line, place))
