"""Look at the form fields of a PDF before pyHanko does.

pyHanko 0.38 follows each kid of each field without remembering where it has been: a tree in which every node
names the same kid twice takes twice the time per level, and 2 kB keep it busy for ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject

if TYPE_CHECKING:
    from pyhanko.pdf_utils.generic import PdfObject
    from pyhanko.pdf_utils.reader import PdfFileReader

MOST = 2_000  # fields; a list has one


def fields_are_sane(reader: PdfFileReader) -> bool:
    """Tell whether no field stands in the form twice and there are not too many."""
    waiting = _items(entry(entry(reader.root, "/AcroForm"), "/Fields"))
    seen: set[tuple[int, int]] = set()
    count = 0
    while waiting:
        raw, node = waiting.pop()
        count += 1
        if count > MOST:
            return False
        if isinstance(raw, IndirectObject):
            if (raw.idnum, raw.generation) in seen:
                return False
            seen.add((raw.idnum, raw.generation))
        waiting += _items(entry(node, "/Kids"))
    return True


def signed_fields(reader: PdfFileReader) -> int:
    """Return how many fields for a signature hold something, whatever it is; of a form that is sane."""
    waiting = [(node, "") for _, node in _items(entry(entry(reader.root, "/AcroForm"), "/Fields"))]
    count = 0
    while waiting:
        node, kind = waiting.pop()
        kind = str(entry(node, "/FT") or kind)
        count += kind == "/Sig" and entry(node, "/V") is not None
        waiting += [(kid, kind) for _, kid in _items(entry(node, "/Kids"))]
    return count


def entry(found: object, key: str) -> object:
    """Return what stands under a key of a dictionary, or None; ``get`` would give a mere reference."""
    if not isinstance(found, DictionaryObject) or key not in found:
        return None
    value: object = found[key]
    return value


def _items(found: object) -> list[tuple[PdfObject, PdfObject]]:
    """Return what stands in an array, each as it is written and as what it refers to."""
    if not isinstance(found, ArrayObject):
        return []
    return [(found.raw_get(number), found[number]) for number in range(min(len(found), MOST + 1))]
