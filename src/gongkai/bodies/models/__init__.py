"""Bodies, offices, officers, roles."""

from gongkai.bodies.models.body import Body, Office, Tier
from gongkai.bodies.models.officer import Officer, OfficerRole, Role

__all__ = ["Body", "Office", "Officer", "OfficerRole", "Role", "Tier"]
