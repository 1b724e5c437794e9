"""The smallest site that ``gongkai serve`` can run: no tables but the job queue's."""

from __future__ import annotations

import os

from gongkai.site import environment

SECRET_KEY = os.environ["GONGKAI_SECRET_KEY"]
ALLOWED_HOSTS = os.environ["GONGKAI_HOSTS"].split(",") if "GONGKAI_HOSTS" in os.environ else []
DATABASES = {"default": environment.database(os.environ["GONGKAI_DATABASE_URL"])}
INSTALLED_APPS = ["procrastinate.contrib.django", "tests.runtime.tiny_site"]
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "tests.runtime.tiny_site.urls"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
