"""Signing in and out; both leave an entry in the audit trail."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from gongkai.audit.actions import record
from gongkai.bodies.models import Officer


class SignInForm(AuthenticationForm):
    """登录名 and 口令, in the words of this place."""

    error_messages = {  # noqa: RUF012  (Django's own shape)
        "invalid_login": "登录名或口令不正确。请核对后重试；连续错误五次将锁定十五分钟。",
        "inactive": "这个账号已停用，请联系本机关的系统管理员。",
    }

    username = forms.CharField(
        label="登录名",
        max_length=60,
        widget=forms.TextInput(
            attrs={"class": "form-control", "autocomplete": "username", "autofocus": True}
        ),
        error_messages={"required": "请填写登录名。"},
    )
    password = forms.CharField(
        label="口令",
        strip=False,
        widget=forms.PasswordInput(
            attrs={"class": "form-control", "autocomplete": "current-password"}
        ),
        error_messages={"required": "请填写口令。"},
    )


class SignIn(LoginView):
    """The sign-in page. The request reaches ``authenticate``, which counts failed attempts."""

    template_name = "workspace/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    @transaction.atomic
    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Let the officer in and write it down."""
        response = super().form_valid(form)
        officer = form.get_user()
        record("bodies.sign_in", officer, actor=officer, body_id=officer.office.body_id)
        return response


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session and write it down."""
    officer = request.user
    if isinstance(officer, Officer):
        with transaction.atomic():
            record("bodies.sign_out", officer, actor=officer, body_id=officer.office.body_id)
        logout(request)
        messages.success(request, "已退出。")
    return redirect("workspace:sign_in")
