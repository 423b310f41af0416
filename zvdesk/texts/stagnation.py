"""Say what signs of stagnation ask of the table, and what they are not."""

from __future__ import annotations

#: Read aloud under the signs; a sign never decides.
QUESTION = "Past dit niveau nog? Bespreek samen of opschalen nodig is."
NOT_A_VERDICT = "Dit zijn signalen over de samenwerking, niet over mensen. De tafel beslist."
