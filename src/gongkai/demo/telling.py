"""Telling a case: the real actions, by officers of the right role, each at its own moment."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from gongkai.bodies.models import Officer, Role
from gongkai.clocks.queries import calendar_for
from gongkai.demo.cases import Case, Fate
from gongkai.demo.files import upload
from gongkai.demo.pieces import html_of, put_in
from gongkai.demo.setting_off import SettingOff, answered_by, tell_event
from gongkai.demo.steps import Step, moment
from gongkai.demo.values import Values
from gongkai.disclosures import actions
from gongkai.disclosures.content import Content
from gongkai.disclosures.forms import specs_of
from gongkai.disclosures.models import Openness, Version
from gongkai.disclosures.versions import content_of

_RETURN_NOTE = "内容概述与正文的数字不一致，请核对后重新提交。"
_CORRECTION = "套数统计口径有误，更正相关数字。"
_WITHDRAWAL = "所依据的事项已经调整，原信息不再适用，现予撤回。"
_GROUND = "deliberative"


class Teller:
    """Makes the steps of each case. ``stored`` collects the names of files it had stored."""

    def __init__(self, rng: random.Random, today: date) -> None:
        self._rng = rng
        self.setting_off: SettingOff | None = None
        self._values = Values(rng)
        self._today = today
        self.stored: list[str] = []

    def steps(self, case: Case) -> Iterator[Step]:
        """Yield the steps of ``case`` in their order in time."""
        yield Step(self._at(case.formed_on, 9), partial(self._register, case))
        if case.fate is Fate.REGISTERED:
            return
        if case.fate is not Fate.UNDISCLOSED:
            yield Step(self._at(case.formed_on, 10), partial(self._write, case))
        if case.fate is Fate.DRAFT:
            return
        yield Step(self._at(case.formed_on, 11), partial(self._submit, case))
        yield from self._reviews(case)

    def _reviews(self, case: Case) -> Iterator[Step]:
        done_on, between = case.done_on, _between(case.formed_on, case.done_on)
        if case.fate is Fate.RETURNED:
            yield Step(self._at(done_on, 14), partial(self._send_back, case))
        if case.fate in {Fate.RETURNED, Fate.CONTENT_REVIEW}:
            return
        yield Step(self._at(between, 13), partial(self._approve_content, case))
        if case.fate is Fate.SECRECY_REVIEW:
            return
        yield Step(self._at(done_on, 14), partial(self._approve_secrecy, case))
        if case.fate is Fate.READY:
            return
        last = {Fate.SCHEDULED: self._schedule, Fate.UNDISCLOSED: self._keep_undisclosed}
        yield Step(self._at(done_on, 15), partial(last.get(case.fate, self._publish), case))
        yield from self._afterlife(case)

    def _afterlife(self, case: Case) -> Iterator[Step]:
        if case.after_on is None:
            return
        day = case.after_on
        if case.fate is Fate.WITHDRAWN:
            yield Step(self._at(day, 10), partial(self._withdraw, case))
        elif case.fate is Fate.SUPERSEDED:
            yield Step(self._at(day, 16), partial(self._supersede, case))
        else:
            yield Step(self._at(day, 9), partial(self._correct, case))
        if case.fate is Fate.CORRECTED:
            yield Step(self._at(day, 11), partial(self._submit, case))
            yield Step(self._at(day, 14), partial(self._approve_content, case))
            yield Step(self._at(day, 15), partial(self._approve_secrecy, case))
            yield Step(self._at(day, 16), partial(self._publish, case))

    def _at(self, day: date, hour: int) -> datetime:
        return moment(self._rng, day, hour)

    def _register(self, case: Case) -> None:
        kept = case.fate is Fate.UNDISCLOSED
        if case.piece.event and case.settled:
            tell_event(case)
        case.disclosure = actions.register(
            actor=case.editor,
            duties=case.duties,
            title=case.words["title"],
            formed_on=case.formed_on,
            openness=Openness.WITHHELD if kept else Openness.PROACTIVE,
            openness_ground=_GROUND if kept else "",
            answering=answered_by(case),
        )

    def _write(self, case: Case) -> None:
        words, piece, disclosure = case.words, case.piece, case.told()
        specs = specs_of(disclosure)
        values = self._values.filled(
            specs, words, case.formed_on, files=piece.attach, waive=piece.waive
        )
        body = piece.body or ("" if specs else "{summary}有关情况请向{short}咨询，电话{phone}。")
        words["summary"] = put_in(piece.summary, words)
        content = Content(
            title=words["title"],
            formed_on=case.formed_on,
            summary=words["summary"],
            body_html=html_of(put_in(body, words)),
            document_number=words["document"],
            values=values,
        )
        actions.save_draft(actor=case.editor, disclosure=disclosure, content=content)
        for name in piece.attach:
            file = upload(name, words["title"])
            kept = actions.attach(actor=case.editor, disclosure=disclosure, upload=file)
            self.stored.append(kept.file.name)

    def _correct(self, case: Case) -> None:
        disclosure, editor = case.told(), case.editor
        actions.start_correction(actor=editor, disclosure=disclosure, reason=_CORRECTION)
        content = content_of(_latest(case), note=_CORRECTION)
        content = replace(
            content,
            summary=f"{content.summary}（数字已更正）",
            values=self._values.corrected(content.values),
        )
        actions.save_draft(actor=editor, disclosure=disclosure, content=content)

    def _schedule(self, case: Case) -> None:
        day = calendar_for().next_working_day(self._today + timedelta(days=2))
        actions.schedule(
            actor=_who(case, Role.PUBLISHER), disclosure=case.told(), at=self._at(day, 9)
        )

    @staticmethod
    def _submit(case: Case) -> None:
        actions.submit(actor=case.editor, disclosure=case.told())

    @staticmethod
    def _send_back(case: Case) -> None:
        actions.return_to_editor(
            actor=_who(case, Role.REVIEWER), disclosure=case.told(), note=_RETURN_NOTE
        )

    @staticmethod
    def _approve_content(case: Case) -> None:
        actions.approve_content(
            actor=_who(case, Role.REVIEWER), disclosure=case.told(), version=_latest(case)
        )

    @staticmethod
    def _approve_secrecy(case: Case) -> None:
        actions.approve_secrecy(
            actor=_who(case, Role.SECRECY_REVIEWER), disclosure=case.told(), version=_latest(case)
        )

    def _publish(self, case: Case) -> list[Step]:
        actions.publish(actor=_who(case, Role.PUBLISHER), disclosure=case.told())
        if self.setting_off is None:
            return []
        return [step for one in self.setting_off.follow_ups(case) for step in self.steps(one)]

    @staticmethod
    def _keep_undisclosed(case: Case) -> None:
        actions.keep_undisclosed(actor=_who(case, Role.PUBLISHER), disclosure=case.told())

    @staticmethod
    def _withdraw(case: Case) -> None:
        actions.withdraw(
            actor=_who(case, Role.PUBLISHER), disclosure=case.told(), reason=_WITHDRAWAL
        )

    @staticmethod
    def _supersede(case: Case) -> None:
        if case.successor is None:
            raise LookupError("superseded by nothing")
        actions.supersede(
            actor=_who(case, Role.PUBLISHER), disclosure=case.told(), by=case.successor.told()
        )


def _who(case: Case, role: Role) -> Officer:
    return case.cast.single[role]


def _latest(case: Case) -> Version:
    return Version.objects.filter(disclosure=case.told()).order_by("-number")[0]


def _between(first: date, last: date) -> date:
    return calendar_for().last_working_day(first + (last - first) / 2) if last > first else last
