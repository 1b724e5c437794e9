"""Addresses of the workspace: signing in, my work, and everything about disclosures."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.workspace.views import my_work, signing_in

urlpatterns: list[URLPattern] = [
    path("sign-in/", signing_in.SignIn.as_view(), name="sign_in"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("", my_work.my_work, name="my_work"),
]
