"""Bodies of calls. An unknown key is refused, and so is a read-only one with another value than it
has; sent back as it was read, it is accepted.

The existing web client's forms are plain serializers, which ignore both.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail
from rest_framework.utils.encoders import JSONEncoder

from common.api.names import MAX_NAMED, READ_ONLY, unknown_name

# Given as `context["shown"]`: the serializers of what the caller may have read, of a row that is
# there or, of one that is to be made, of none. Asked only for a key that cannot be written.
type Shown = Callable[[], list[serializers.Serializer]]
LARGEST_ID = 2**63 - 1  # what a column of 8 bytes holds
_LINKS = ("https://", "http://", "/")


class InputSerializer(serializers.Serializer):
    # The documentation would show a docstring as that of each form.
    # Inside of a plain serializer it is as lenient as that.

    def to_internal_value(self, data: Any) -> Any:
        is_strict = isinstance(self.root, InputSerializer) and isinstance(data, Mapping)
        refused = dict(islice(self._refusals(data), MAX_NAMED)) if is_strict else {}
        try:
            values = super().to_internal_value(data)
        except serializers.ValidationError as error:
            detail: Any = error.detail
            raise serializers.ValidationError({**detail, **refused}) from None
        if refused:
            raise serializers.ValidationError(refused)
        return values

    def _refusals(self, data: Mapping[str, Any]) -> Iterator[tuple[str, list[ErrorDetail]]]:
        writable = {name for name, field in self.fields.items() if not field.read_only}
        strange = [name for name in data if name not in writable]
        shown = self._shown() if strange else []
        for name in strange:
            holders = [found for found in shown if name in found.fields]
            if not holders:
                yield name, unknown_name(name, writable)
            elif not any(_is_shown(name, data[name], found) for found in holders):
                yield name, [ErrorDetail(f'"{name}" cannot be changed.', code=READ_ONLY)]

    def _shown(self) -> list[serializers.Serializer]:
        given: Shown | None = self.context.get("shown")
        return given() if given and self.root is self else [type(self)(self.instance)]


class ChoiceField(serializers.ChoiceField):
    """In whatever case somebody types it."""

    def to_internal_value(self, data: Any) -> Any:
        return super().to_internal_value(data.strip().lower() if isinstance(data, str) else data)


class SlugField(serializers.CharField):
    """Of a category, in whatever case somebody types it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=40, help_text="slug", **options)

    def to_internal_value(self, data: Any) -> str:
        return super().to_internal_value(data).lower()


class IdField(serializers.IntegerField):
    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=1, max_value=LARGEST_ID, **options)


def _is_shown(name: str, sent: Any, shown: serializers.Serializer) -> bool:
    if shown.instance is None:
        return False
    answer = json.loads(json.dumps(shown.data, cls=JSONEncoder))
    return name in answer and _is_same(sent, answer[name])


def _is_same(sent: Any, shown: Any) -> bool:
    """Any link will do for a link, since they are renewed."""
    if isinstance(shown, dict) and isinstance(sent, dict):
        return shown.keys() == sent.keys() and all(_is_same(sent[k], shown[k]) for k in shown)
    if isinstance(shown, list) and isinstance(sent, list):
        pairs = zip(sent, shown, strict=False)
        return len(sent) == len(shown) and all(_is_same(*pair) for pair in pairs)
    if isinstance(shown, str) and isinstance(sent, str) and shown.startswith(_LINKS):
        return sent.startswith(_LINKS)
    return bool(sent == shown)
