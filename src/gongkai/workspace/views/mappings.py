"""目录对应: which items of the body's catalogs are the same thing, proposed and decided."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import rules
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.bodies.models import Officer
from gongkai.disclosures import actions as disclosures
from gongkai.disclosures.models import Disclosure
from gongkai.duties import actions
from gongkai.duties.mapping_queries import (
    catalogs_of,
    counts_of,
    last_compared,
    mappings_of,
    within,
)
from gongkai.duties.models import Duty, Mapping, MappingState
from gongkai.refusals import Refused
from gongkai.workspace.access import disclosure_or_404, officer_of, say_no
from gongkai.workspace.answers import telling
from gongkai.workspace.asking import number_or_none, words_of
from gongkai.workspace.mapping_table import rows_of

_PER_PAGE = 20
_SHOWN: dict[str, tuple[str, tuple[MappingState, ...]]] = {
    "proposed": ("待确认", (MappingState.PROPOSED,)),
    "confirmed": ("已对应", (MappingState.CONFIRMED,)),
    "closed": ("不对应和已取消", (MappingState.DECLINED, MappingState.WITHDRAWN)),
}


@require_safe
@login_required
def mappings(request: HttpRequest) -> HttpResponse:
    """List proposals, what holds, or what was turned down; narrowed by catalog."""
    officer = officer_of(request)
    show = request.GET.get("show", "")
    show = show if show in _SHOWN else "proposed"
    catalog = number_or_none(request.GET.get("catalog", ""))
    counts = counts_of(officer.body)
    found = within(mappings_of(officer.body, *_SHOWN[show][1]), catalog)
    page = Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "show": show,
        "tabs": [
            (key, name, sum(counts[state] for state in states))
            for key, (name, states) in _SHOWN.items()
        ],
        "page": page,
        "rows": rows_of(list(page.object_list)),
        "catalog": catalog,
        "catalogs": catalogs_of(officer.body),
        "may_decide": rules.has_perm("duties.adopt", officer, officer.body),
        "body": officer.body,
        "any": any(counts.values()),
        "compared": last_compared(officer.body),
    }
    return render(request, "workspace/mappings.html", context)


@require_POST
@login_required
def propose(request: HttpRequest) -> HttpResponse:
    """Compare the body's catalogs; what was ever proposed stays as it is."""
    officer = officer_of(request)
    try:
        made = actions.propose_mappings(actor=officer, body=officer.body)
    except Refused as refusal:
        say_no(request, refusal)
    else:
        done = f"比对完毕，新提出{len(made)}对。" if made else "比对完毕，没有新的相近事项。"
        messages.success(request, done)
    return redirect("workspace:mappings")


_Decide = Callable[[HttpRequest, Officer, Mapping], object]
_DECISIONS: dict[str, tuple[_Decide, str]] = {
    "confirm": (
        lambda _request, who, one: actions.confirm_mapping(actor=who, mapping=one),
        "已确认“{}”对应；以后登记一次，两边都满足。已公开的信息不变。",
    ),
    "decline": (
        lambda request, who, one: actions.decline_mapping(
            actor=who, mapping=one, reason=words_of(request.POST, "reason")
        ),
        "“{}”记为不对应，不再提出。",
    ),
    "withdraw": (
        lambda request, who, one: actions.withdraw_mapping(
            actor=who, mapping=one, reason=words_of(request.POST, "reason")
        ),
        "已取消“{}”的对应；以前归入的信息不变。",
    ),
    "reopen": (
        lambda _request, who, one: actions.reopen_mapping(actor=who, mapping=one),
        "“{}”已放回待确认。",
    ),
}


@require_POST
@login_required
def decide(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Do one of the decisions; then go on with the pair after this one."""
    if verb not in _DECISIONS:
        raise Http404
    officer = officer_of(request)
    mapping = get_object_or_404(
        Mapping.objects.select_related("one__item", "other__item", "body"),
        pk=pk,
        body=officer.body,
    )
    act, done = _DECISIONS[verb]
    with telling(request, done.format(mapping)):
        act(request, officer, mapping)
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    numbers = {key: number_or_none(request.POST.get(key, "")) for key in ("catalog", "page")}
    asked = {key: value for key, value in numbers.items() if value is not None}
    show = request.POST.get("show", "")
    query = urlencode({"show": show if show in _SHOWN else "proposed", **asked})
    after = number_or_none(request.POST.get("next", ""))
    anchor = f"#mapping-{after}" if after is not None else ""
    return f"{reverse('workspace:mappings')}?{query}{anchor}"


@require_POST
@login_required
def file_also(request: HttpRequest, pk: int) -> HttpResponse:
    """File a text in work under a duty that was mapped with one of its own since."""
    officer, found = officer_of(request), disclosure_or_404(request, pk)
    with telling(request, "已归入；表单增加了这一项的要素，请补充后提交审核。"):
        _file_also(officer, found, number_or_none(request.POST.get("duty", "")))
    return redirect("workspace:disclosure", pk=pk)


def _file_also(officer: Officer, found: Disclosure, number: int | None) -> None:
    own = Duty.objects.filter(body=officer.body).select_related("item")
    duty = own.filter(pk=number).first() if number is not None else None
    if duty is None:
        raise Refused("no-item", "请选择要归入的事项。")
    disclosures.file_also_under(actor=officer, disclosure=found, duty=duty)
