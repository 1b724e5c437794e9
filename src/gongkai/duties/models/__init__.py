"""Catalogs as adopted, duties, obligations."""

from gongkai.duties.models.catalog import Catalog, Edition, Element, Item
from gongkai.duties.models.correction import ElementCorrection
from gongkai.duties.models.duty import Adoption, Duty, Resolution
from gongkai.duties.models.obligation import Obligation, Outcome

__all__ = [
    "Adoption",
    "Catalog",
    "Duty",
    "Edition",
    "Element",
    "ElementCorrection",
    "Item",
    "Obligation",
    "Outcome",
    "Resolution",
]
