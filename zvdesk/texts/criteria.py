"""Say in plain Dutch what the four criteria of BGS art. 2.20(1) ask; all four together open the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

CRITERIA: Mapping[str, str] = {
    "a": "Er zijn problemen bij de persoon zelf, of in het gezin als dat voor deze persoon van belang is.",
    "b": "De problemen spelen op meer dan één leefgebied. Er zijn omstandigheden bij die de kans op strafbare feiten groter maken.",
    "c": (
        "De problemen leiden of leidden tot ernstige overlast, strafbare feiten of onveilige situaties. "
        "Of er zijn duidelijke en objectieve signalen dat dit gebeurt als niemand ingrijpt."
    ),
    "d": "Deelnemers uit verschillende domeinen moeten samenwerken. Alleen dan komt er een plan dat werkt.",
}
