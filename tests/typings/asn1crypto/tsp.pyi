from typing import Any

class TimeStampResp:
    @classmethod
    def load(cls, encoded_data: bytes, strict: bool = ...) -> TimeStampResp: ...
    def __getitem__(self, name: str) -> Any: ...  # noqa: ANN401 - a value has the type that its schema says
