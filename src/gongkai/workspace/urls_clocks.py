"""Addresses of what runs clocks: obligations and their verbs, events, statements, limits, links."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.workspace.views import declarations, events, limits, obligations

_ONE = "obligations/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(_ONE, obligations.obligation, name="obligation"),
    path(_ONE + "declare/", obligations.declare, name="obligation_declare"),
    path(_ONE + "confirm/", obligations.confirm, name="obligation_confirm"),
    path(_ONE + "pause/", obligations.pause, name="obligation_pause"),
    path(_ONE + "extend/", obligations.extend, name="obligation_extend"),
    path("clock-entries/<int:pk>/close/", obligations.close_pause, name="pause_close"),
    path("clock-entries/<int:pk>/undo/", obligations.undo_entry, name="entry_undo"),
    path("events/", events.events, name="events"),
    path("events/new/", events.new, name="event_new"),
    path("declarations/", declarations.declarations, name="declarations"),
    path("declarations/<int:pk>/decide/", declarations.decide, name="declaration_decide"),
    path("declarations/<int:pk>/withdraw/", declarations.withdraw, name="declaration_withdraw"),
    path("duties/<int:pk>/limits/", limits.limits, name="limits"),
    path("duties/<int:pk>/limits/local/", limits.set_local, name="limit_local"),
    path("duties/<int:pk>/limits/choose/", limits.choose, name="limit_choose"),
    path("duties/<int:pk>/chains/", limits.link, name="chain_link"),
    path("limits/<int:pk>/end/", limits.end, name="limit_end"),
    path("chains/<int:pk>/<slug:verb>/", limits.chain, name="chain_verb"),
]
