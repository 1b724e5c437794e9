"""Pages that show whether the database and the worker are there."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from tests.runtime.tiny_site.tasks import write_down


def home(request: HttpRequest) -> HttpResponse:
    """Answer with what the database says."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        (name,) = cursor.fetchone()
    return HttpResponse(f"database {name}")


def defer(request: HttpRequest) -> HttpResponse:
    """Hand the worker a job: to write a line into the named file."""
    write_down.defer(file=request.GET["file"])
    return HttpResponse("deferred")


urlpatterns = [path("", home), path("defer/", defer)]
