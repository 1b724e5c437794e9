"""Catalogs as adopted, duties, obligations."""

from gongkai.duties.models.catalog import Catalog, Edition, Element, Item
from gongkai.duties.models.correction import ElementCorrection
from gongkai.duties.models.declaration import Confirmation, Declaration, DeclarationKind
from gongkai.duties.models.derivation import Derivation
from gongkai.duties.models.duty import Adoption, Duty, Resolution
from gongkai.duties.models.event import Event, EventOrigin
from gongkai.duties.models.item_correction import ItemCorrection
from gongkai.duties.models.limit import Chain, DutyLimit, DutyLimitKind
from gongkai.duties.models.mapping import Mapping, MappingState
from gongkai.duties.models.obligation import (
    Obligation,
    ObligationChange,
    ObligationLedger,
    Outcome,
    Trigger,
)
from gongkai.duties.models.reading import CatalogReading, ReadingState

__all__ = [
    "Adoption",
    "Catalog",
    "CatalogReading",
    "Chain",
    "Confirmation",
    "Declaration",
    "DeclarationKind",
    "Derivation",
    "Duty",
    "DutyLimit",
    "DutyLimitKind",
    "Edition",
    "Element",
    "ElementCorrection",
    "Event",
    "EventOrigin",
    "Item",
    "ItemCorrection",
    "Mapping",
    "MappingState",
    "Obligation",
    "ObligationChange",
    "ObligationLedger",
    "Outcome",
    "ReadingState",
    "Resolution",
    "Trigger",
]
