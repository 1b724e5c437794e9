"""Personal information: finding, masking and matching identity numbers; pure Python."""

from __future__ import annotations

from gongkai.privacy.identity import (
    Hit,
    canonical,
    find_identity_numbers,
    fingerprint,
    is_identity_number,
)
from gongkai.privacy.masking import (
    already_masked,
    mask_identity_number,
    mask_phone,
    mask_text,
    visible_positions,
)
from gongkai.privacy.presets import Preset, preset, presets

__all__ = [
    "Hit",
    "Preset",
    "already_masked",
    "canonical",
    "find_identity_numbers",
    "fingerprint",
    "is_identity_number",
    "mask_identity_number",
    "mask_phone",
    "mask_text",
    "preset",
    "presets",
    "visible_positions",
]
