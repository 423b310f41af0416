from typing import Any

class ContentInfo:
    def __getitem__(self, name: str) -> Any: ...  # noqa: ANN401 - a value has the type that its schema says
    def dump(self) -> bytes: ...

class SignedData:
    def __getitem__(self, name: str) -> Any: ...  # noqa: ANN401 - a value has the type that its schema says
