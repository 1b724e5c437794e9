"""Catalogs as adopted, duties, obligations."""

from gongkai.duties.models.catalog import Catalog, Edition, Element, Item
from gongkai.duties.models.correction import ElementCorrection
from gongkai.duties.models.duty import Adoption, Duty, Resolution
from gongkai.duties.models.item_correction import ItemCorrection
from gongkai.duties.models.mapping import Mapping, MappingState
from gongkai.duties.models.obligation import Obligation, Outcome
from gongkai.duties.models.reading import CatalogReading, ReadingState

__all__ = [
    "Adoption",
    "Catalog",
    "CatalogReading",
    "Duty",
    "Edition",
    "Element",
    "ElementCorrection",
    "Item",
    "ItemCorrection",
    "Mapping",
    "MappingState",
    "Obligation",
    "Outcome",
    "ReadingState",
    "Resolution",
]
