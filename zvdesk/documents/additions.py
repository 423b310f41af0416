"""Hold what was added behind a signature to what may be there, object by object and byte by byte.

pyHanko 0.38 looks at how the meaning of a document changed, and leaves room: a new field whose rectangle it
cannot read, an annotation in the clothes of a field, objects that nothing refers to, tables of places that
another reader repairs otherwise. So beside its rules a list of what may follow: the second signature in the
field that was kept for it, signatures and timestamps in fields without a surface, and what proves that no
certificate was withdrawn (DSS). Whatever else changed or came in makes a document changed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    Reference,
    StreamObject,
)

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader

_Key: TypeAlias = tuple[int, int]

_ADDED = ("/DSS", "/Extensions", "/Metadata")  # of the catalog; what they say is for pyHanko's rules
_FIELD_KEYS = {"/Type", "/Subtype", "/FT", "/T", "/TU", "/F", "/P", "/Rect", "/V"}
_TRAILER_KEYS = {"/Size", "/Root", "/Info", "/ID", "/Prev"}
_PLACE_KEYS = _TRAILER_KEYS | {"/Type", "/W", "/Index", "/Filter", "/DecodeParms", "/Length"}
_TRAILER_KEY = re.compile(rb"/([A-Za-z0-9#]+)")
_BREAKS = b"\r\n "
_HEAD = re.compile(rb"(\d{1,8}) (\d{1,5}) obj\b")
_EOL = rb"(?:\r\n|\r|\n)"
_LINE = rb"\d{10} \d{5} [nf](?: \r| \n|\r\n)"  # ISO 32000-1, 7.5.4
_END = rb"startxref" + _EOL + rb"(\d{1,10})" + _EOL + rb"%%EOF" + _EOL + rb"?"
_AFTER_STREAM = re.compile(_EOL + rb"?(endobj)" + _EOL + rb"{1,2}" + _END)
_TABLE = re.compile(
    rb"xref" + _EOL + rb"((?:\d{1,8} \d{1,8}" + _EOL + rb"(?:" + _LINE + rb")+)+)"
    rb"trailer" + _EOL + rb"(<<[^%]*>>)" + _EOL + _END
)
_PART = re.compile(rb"(\d{1,8}) (\d{1,8})" + _EOL + rb"((?:" + _LINE + rb")+)")
_ENTRY = 20  # bytes of a line


def are_plain(pdf: bytes, reader: PdfFileReader, revision: int, end: int) -> bool:
    """Tell whether the bytes behind ``end``, where a revision ends, are more of them without a loose end.

    Every reader must find the same objects there: each one where the table of places says, one against the
    other, and the table itself where the last line says.
    """
    for number in range(revision + 1, reader.xrefs.total_revisions):
        found = _revision_end(pdf, reader, number, end)
        if found is None:
            return False
        end = found
    return end == len(pdf)


def are_permitted(reader: PdfFileReader, revision: int) -> bool:
    """Tell whether all that changed after a revision may follow a signature, and nothing came in besides."""
    return _Additions(reader, revision).are_permitted()


def _revision_end(pdf: bytes, reader: PdfFileReader, number: int, start: int) -> int | None:
    """Return where a revision that begins at ``start`` ends, or None when there is anything odd in it."""
    places, about = reader.xrefs.get_xref_data(number), reader.xrefs.get_xref_container_info(number)
    objects = sorted(
        (offset, ref.idnum, ref.generation)
        for ref in reader.xrefs.explicit_refs_in_revision(number)
        if isinstance(offset := places.try_resolve(ref), int)
    )
    is_usual = not (places.obj_streams_used or places.hybrid or set(places.freed) - {0})
    if not is_usual or not objects or about.size != _highest(reader, number) + 1:
        return None
    table = about.declared_startxref
    if about.stream_ref is None:
        last = _TABLE.match(pdf, table)
        listed = -1 if last is None else _lines(last)
    else:
        last = _AFTER_STREAM.match(pdf, about.end_location)
        listed = _rows(_at(reader, about.stream_ref, number)) if objects[-1][0] == table else -1
        table = -1 if last is None else last.end(1)
    if last is None or int(last.group(last.re.groups)) != about.declared_startxref:
        return None
    edges = [*(offset for offset, _, _ in objects), table]
    if listed != len(objects) or edges[0] < start or pdf[start : edges[0]].strip(_BREAKS):
        return None
    for (offset, idnum, generation), following in zip(objects, edges[1:], strict=True):
        head = _HEAD.match(pdf, offset)
        if head is None or generation or (int(head.group(1)), int(head.group(2))) != (idnum, 0):
            return None
        whole = pdf[offset:following].rstrip(_BREAKS)
        if not whole.endswith(b"endobj") or whole.count(b"endobj") != 1:
            return None
    return last.end()


def _lines(table: re.Match[bytes]) -> int:
    """Return how many objects a table lists, or -1 when a part has another number of lines than it says.

    Object 0, which is nothing, does not count; what is listed twice does.
    """
    parts = [(*map(int, part.group(1, 2)), len(part.group(3))) for part in _PART.finditer(table.group(1))]
    is_plain = {f"/{key.decode()}" for key in _TRAILER_KEY.findall(table.group(2))} <= _TRAILER_KEYS
    if not is_plain or any(count * _ENTRY != length for _, count, length in parts):
        return -1
    return sum(count - (start == 0) for start, count, _ in parts)


def _rows(stream: object) -> int:
    """Return how many objects a table that is a stream lists, or -1 when it says anything else besides."""
    index = _items(_raw(stream, "/Index"))
    if not _keys(stream) <= _PLACE_KEYS or not all(isinstance(number, NumberObject) for number in index):
        return -1
    numbers = [int(str(number)) for number in index]
    return sum(count - (start == 0) for start, count in zip(numbers[::2], numbers[1::2], strict=True))


def _highest(reader: PdfFileReader, number: int) -> int:
    """Return the highest number of an object up to a revision."""
    refs = (ref for one in range(number + 1) for ref in reader.xrefs.explicit_refs_in_revision(one))
    return max((ref.idnum for ref in refs), default=0)


class _Additions:
    """Compare a document as a revision left it with how it is now."""

    def __init__(self, reader: PdfFileReader, revision: int) -> None:
        self._reader, self._old, self._new = reader, revision, reader.xrefs.total_revisions - 1
        later = range(revision + 1, self._new + 1)
        changed = {_key(ref) for one in later for ref in reader.xrefs.explicit_refs_in_revision(one)}
        before = {
            _key(ref) for one in range(revision + 1) for ref in reader.xrefs.explicit_refs_in_revision(one)
        }
        self._redone, self._fresh = changed & before, changed - before
        places = (reader.xrefs.get_xref_container_info(one).stream_ref for one in later)
        self._known = {_key(place) for place in places if place is not None}  # what may be there
        self._fields: list[_Key] = []  # that came in

    def are_permitted(self) -> bool:
        """Tell whether every change has its place in the list."""
        old, new = (self._reader.trailer.flatten(revision=one) for one in (self._old, self._new))
        if not all(_same(_raw(old, key), _raw(new, key)) for key in ("/Root", "/Info", "/Encrypt")):
            return False
        was, now = (self._resolved(_raw(new, "/Root"), one) for one in (self._old, self._new))
        if not self._root(was, now):
            return False
        judged = {_target(_raw(old, "/Root")), _target(_raw(old, "/Info")), *self._judged_with(was)}
        return all(one in judged or self._is_permitted(one) for one in self._redone) and (
            self._fresh <= self._known
        )

    def _root(self, old: object, new: object) -> bool:
        for key in _keys(old) | _keys(new):
            was, now = _raw(old, key), _raw(new, key)
            if key in _ADDED:
                if now is None:
                    return False
                self._note(now)
            elif key == "/AcroForm":
                if _target(was) != _target(now) or not self._form(
                    self._resolved(was, self._old), self._resolved(now, self._new)
                ):
                    return False
            elif not _same(was, now) and not (key == "/Version" and str(now) == "/2.0"):
                return False
        return True

    def _form(self, old: object, new: object) -> bool:
        """Tell whether a form only got new signatures."""
        if not _same_but(old, new, "/Fields", "/SigFlags"):
            return False
        added = self._appended(_raw(old, "/Fields"), _raw(new, "/Fields"))
        self._fields = added or []
        return added is not None and all(map(self._is_unseen, added))

    def _appended(self, was: object, now: object) -> list[_Key] | None:
        """Return the objects that came in at the end of a list, or None when it changed in any other way."""
        if was is not None and _target(was) != _target(now):
            return None
        self._known |= {one for one in (_target(now),) if one is not None}
        return self._longer(self._resolved(was, self._old), self._resolved(now, self._new))

    def _longer(self, was: object, now: object) -> list[_Key] | None:
        kept, ids = _targets(was), _targets(now)
        if kept is None or ids is None or ids[: len(kept)] != kept or len(set(ids)) != len(ids):
            return None
        return ids[len(kept) :] if set(ids[len(kept) :]) <= self._fresh else None

    def _is_unseen(self, one: _Key) -> bool:
        """Tell whether a new field holds a signature, has no surface, and brings nothing else."""
        field = self._at(one, self._new)
        if not isinstance(field, DictionaryObject) or not set(field) <= _FIELD_KEYS:
            return False
        value, corners = self._resolved(_raw(field, "/V"), self._new), _raw(field, "/Rect")
        names = [_name(field, "/FT"), _name(field, "/Subtype")]
        if names != ["/Sig", "/Widget"] or _name(value, "/Type") not in ("/DocTimeStamp", "/Sig"):
            return False
        if any(_target(_raw(field, key)) for key in set(field) - {"/P", "/V"}):
            return False  # what is written elsewhere, another reader may read otherwise
        numbers = _items(corners)
        if len(numbers) != 4 or not all(isinstance(n, NumberObject | FloatObject) for n in numbers):
            return False
        self._known.add(one)
        self._note(_raw(field, "/V"))
        return bool(numbers[0] == numbers[2] and numbers[1] == numbers[3])

    def _judged_with(self, root: object) -> set[_Key | None]:
        """Return the objects whose change was judged with the root, or is by pyHanko's own rules."""
        form = _raw(root, "/AcroForm")
        fields = _raw(self._resolved(form, self._old), "/Fields")
        added = (one for key in _ADDED for one in self._reached(_raw(root, key), self._old))
        return {_target(form), _target(fields), *added}

    def _is_permitted(self, one: _Key) -> bool:
        """Tell whether an object that was there before may be written anew as it is now."""
        old, new = self._at(one, self._old), self._at(one, self._new)
        if _same(old, new):
            return True
        if isinstance(old, ArrayObject):  # of the annotations of a page
            added = self._longer(old, new)
            return added is not None and set(added) <= set(self._fields)
        if _name(old, "/Type") == "/Page":
            added = self._appended(_raw(old, "/Annots"), _raw(new, "/Annots"))
            return _same_but(old, new, "/Annots") and added is not None and set(added) <= set(self._fields)
        value = self._resolved(_raw(new, "/V"), self._new)
        self._note(_raw(new, "/V"))
        return (
            _name(old, "/FT") == "/Sig"
            and _raw(old, "/V") is None
            and _name(value, "/Type") == "/Sig"
            and _same_but(old, new, "/V")
        )

    def _note(self, found: object) -> None:
        """Note all that is reached from here as being in its place."""
        self._known |= self._reached(found, self._new) & self._fresh

    def _reached(self, found: object, revision: int) -> set[_Key]:
        """Return the objects that something refers to, but nothing behind the root or a page."""
        waiting, seen = [found], set[_Key]()
        while waiting:
            value = waiting.pop()
            one = _target(value)
            if one is not None:
                value = self._at(one, revision)
                if one in seen or _name(value, "/Type") in ("/Page", "/Catalog"):
                    continue
                seen.add(one)
            if isinstance(value, DictionaryObject):
                waiting += [_raw(value, key) for key in value]
            elif isinstance(value, ArrayObject):
                waiting += _items(value)
        return seen

    def _at(self, one: _Key, revision: int) -> object:
        return _at(self._reader, Reference(*one, pdf=self._reader), revision)

    def _resolved(self, found: object, revision: int) -> object:
        one = _target(found)
        return found if one is None else self._at(one, revision)


def _at(reader: Any, ref: Reference, revision: int) -> object:  # noqa: ANN401 - its reading has no types
    found: object = reader.get_object(ref, revision=revision)
    return found


def _keys(found: object) -> set[str]:
    return set(found) if isinstance(found, DictionaryObject) else set()


def _items(found: object) -> list[object]:
    """Return what stands in an array, as it is written; nothing of anything else."""
    return [found.raw_get(number) for number in range(len(found))] if isinstance(found, ArrayObject) else []


def _name(found: object, key: str) -> str:
    """Return the name that a dictionary itself holds under a key, or an empty text."""
    value = _raw(found, key)
    return str(value) if isinstance(value, NameObject) else ""


def _key(ref: Reference) -> _Key:
    return ref.idnum, ref.generation


def _target(found: object) -> _Key | None:
    """Return the number of the object that this refers to, or None for what stands here itself."""
    return (found.idnum, found.generation) if isinstance(found, IndirectObject) else None


def _targets(found: object) -> list[_Key] | None:
    """Return the numbers in a list of references, none of what is not there, or None for anything else."""
    if found is None:
        return []
    if not isinstance(found, ArrayObject):
        return None
    ids = list(map(_target, _items(found)))
    return [one for one in ids if one is not None] if None not in ids else None


def _raw(found: object, key: str) -> object:
    """Return what a dictionary holds under a key, as it is written."""
    if not isinstance(found, DictionaryObject) or key not in found:
        return None
    return found.raw_get(key)


def _same_but(old: object, new: object, *but: str) -> bool:
    """Tell whether two dictionaries are the same but for some keys."""
    if not isinstance(old, DictionaryObject) or not isinstance(new, DictionaryObject):
        return False
    is_stream = isinstance(old, StreamObject) or isinstance(new, StreamObject)
    return not is_stream and all(_same(_raw(old, key), _raw(new, key)) for key in {*old, *new} - set(but))


def _same(old: object, new: object) -> bool:
    """Tell whether two objects are written the same."""
    if isinstance(old, IndirectObject) or isinstance(new, IndirectObject):
        return _target(old) == _target(new)
    if isinstance(old, DictionaryObject) and isinstance(new, DictionaryObject):
        streams = [one.encoded_data for one in (old, new) if isinstance(one, StreamObject)]
        return (
            len(streams) != 1
            and streams[:1] == streams[1:]
            and set(old) == set(new)
            and all(_same(_raw(old, key), _raw(new, key)) for key in old)
        )
    if isinstance(old, ArrayObject) and isinstance(new, ArrayObject):
        return len(old) == len(new) and all(map(_same, _items(old), _items(new)))
    return type(old) is type(new) and old == new
