from collections.abc import Iterable
from typing import Any

class Pfx:
    authenticated_safe: Iterable[Any]
    @classmethod
    def load(cls, encoded_data: bytes, strict: bool = ...) -> Pfx: ...
    def __getitem__(self, name: str) -> Any: ...  # noqa: ANN401 - a value has the type that its schema says
    def dump(self, force: bool = ...) -> bytes: ...

class SafeContents:
    @classmethod
    def load(cls, encoded_data: bytes) -> Iterable[Any]: ...
