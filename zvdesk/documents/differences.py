"""Say what may follow a signature: a second one, a timestamp and what it needs, and nothing else.

pyHanko 0.38 also lets the values of form fields change, and the title and author that a reader shows in the
title bar: whoever signs second, or has a timestamp put over it, could change them unseen.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.generic import DictionaryObject, StreamObject
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DocInfoRule,
    DSSCompareRule,
    FormUpdatingRule,
    MetadataUpdateRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    SuspiciousModification,
    XrefStreamRule,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyhanko.pdf_utils.reader import HistoricalResolver
    from pyhanko.sign.diff_analysis import ReferenceUpdate

_OF_THE_PROGRAM = {"/ModDate", "/Producer"}  # a program that signs writes its own name and time there
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_FORMAT = f"{_DUBLIN_CORE}format"  # always a PDF; pyHanko leaves that out


class _SameInfo(DocInfoRule):
    """Let the document information say the same as before, but for the program and its time."""

    def apply(self, old: HistoricalResolver, new: HistoricalResolver) -> Iterable[ReferenceUpdate]:
        """Yield what may be written anew; raise SuspiciousModification."""
        if _info(old) != _info(new):
            raise SuspiciousModification("document information")
        return super().apply(old, new)


class _SameDescription(MetadataUpdateRule):
    """Let the metadata (XMP) describe the document as before: title, author, subject, language."""

    def apply(self, old: HistoricalResolver, new: HistoricalResolver) -> Iterable[ReferenceUpdate]:
        """Yield what may be written anew; raise SuspiciousModification."""
        if _description(old) != _description(new):
            raise SuspiciousModification("metadata")
        return super().apply(old, new)


def _info(at: HistoricalResolver) -> dict[str, str]:
    try:
        found = at.trailer_view["/Info"]
    except KeyError:
        return {}
    if not isinstance(found, DictionaryObject):
        raise SuspiciousModification("document information")
    return {key: str(found[key]) for key in found if key not in _OF_THE_PROGRAM}


def _description(at: HistoricalResolver) -> list[tuple[str, str]]:
    try:
        place = at.root.get_value_as_reference("/Metadata")
    except KeyError:
        return []
    # the resolver of an earlier revision cannot wrap the streams of metadata that pyHanko made itself
    reader: Any = at.reader
    found = reader.get_object(place, revision=at.revision)
    if not isinstance(found, StreamObject):
        raise SuspiciousModification("metadata")
    written = found.read_data(DecodePurpose.XMP_METADATA)
    if b"<!" in written:  # a declaration: entities come from there
        raise SuspiciousModification("metadata")
    try:
        root = ET.fromstring(written)  # noqa: S314 - without declarations there is nothing to expand
    except ET.ParseError as error:
        raise SuspiciousModification("metadata") from error
    return sorted(
        (element.tag, " ".join("".join(element.itertext()).split()))
        for element in root.iter()
        if element.tag.startswith(_DUBLIN_CORE) and element.tag != _FORMAT
    )


_LASTING = ModificationLevel.LTA_UPDATES
_catalog: Any = CatalogModificationRule  # what makes these rules has no types
_description_rule: Any = _SameDescription
_new_field: Any = SigFieldCreationRule
POLICY = StandardDiffPolicy(
    global_rules=[
        _catalog(),
        _SameInfo().as_qualified(_LASTING),
        XrefStreamRule().as_qualified(_LASTING),
        ObjectStreamRule().as_qualified(_LASTING),
        DSSCompareRule().as_qualified(_LASTING),
        _description_rule().as_qualified(_LASTING),
    ],
    form_rule=FormUpdatingRule(
        field_rules=[
            _new_field(),
            SigFieldModificationRule(allow_in_place_appearance_stream_changes=False),
        ]
    ),
)
