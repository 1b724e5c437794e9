"""Addresses of the workspace: signing in, my work, and everything about disclosures."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.workspace.views import (
    my_work,
    registering,
    reviewing,
    showing,
    signing_in,
    verbs,
    writing,
)

_ONE = "disclosures/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("sign-in/", signing_in.SignIn.as_view(), name="sign_in"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("", my_work.my_work, name="my_work"),
    path("disclosures/", showing.disclosures, name="disclosures"),
    path("disclosures/new/", registering.register, name="register"),
    path(_ONE, showing.disclosure, name="disclosure"),
    path(_ONE + "edit/", writing.edit, name="edit"),
    path(_ONE + "attach/", writing.attach, name="attach"),
    path(_ONE + "detach/", writing.detach, name="detach"),
    path(_ONE + "compare/", showing.compare, name="compare"),
    path(_ONE + "review/", reviewing.review, name="review"),
    path(_ONE + "approve/", reviewing.approve, name="approve"),
    path(_ONE + "return/", reviewing.send_back, name="return"),
    path(_ONE + "submit/", verbs.submit, name="submit"),
    path(_ONE + "recall/", verbs.recall, name="recall"),
    path(_ONE + "publish/", verbs.publish, name="publish"),
    path(_ONE + "schedule/", verbs.schedule, name="schedule"),
    path(_ONE + "unschedule/", verbs.unschedule, name="unschedule"),
    path(_ONE + "keep-undisclosed/", verbs.keep_undisclosed, name="keep_undisclosed"),
    path(_ONE + "start-correction/", verbs.start_correction, name="start_correction"),
    path(_ONE + "discard-correction/", verbs.discard_correction, name="discard_correction"),
    path(_ONE + "withdraw/", verbs.withdraw, name="withdraw"),
    path(_ONE + "supersede/", verbs.supersede, name="supersede"),
    path("attachments/<int:pk>/", showing.attachment, name="attachment"),
    path("reviews/", reviewing.queue, name="review_queue"),
]
