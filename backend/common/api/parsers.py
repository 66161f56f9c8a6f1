"""Parsers of request bodies: what no answer can hold is refused here, for every call."""

from typing import Any

from django.utils.datastructures import MultiValueDict
from rest_framework import parsers
from rest_framework.exceptions import ParseError, ValidationError

from common.api.foreign_json import check_json, check_json_size
from common.text import is_storable, is_unicode


class JSONParser(parsers.JSONParser):
    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        check_json_size(parser_context["request"].META)
        try:
            data = super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise ParseError("This is invalid JSON: it is nested too deep.") from None
        for name, value in data.items() if isinstance(data, dict) else [("", data)]:
            _check(name, value)
        return data


def _check(name: str, value: Any) -> None:
    """A field's error where a field has it, as forms report theirs."""
    try:
        check_json(name)
        check_json(value)
    except ValueError as error:
        if name and is_unicode(name):
            raise ValidationError({name: [str(error)]}) from None
        raise ParseError(str(error)) from None


class MultiPartParser(parsers.MultiPartParser):
    """Django cleans the names of files itself."""

    def parse(self, *args: Any, **kwargs: Any) -> Any:
        form = super().parse(*args, **kwargs)
        for name, values in form.data.lists():
            if not all(map(is_storable, [name, *values])):
                _close(form.files)
                raise ParseError("A form holds text, without NUL.")
        return form


def _close(files: MultiValueDict[str, Any]) -> None:
    """Nobody else knows of them yet."""
    for _, uploaded in files.lists():
        for file in uploaded:
            file.close()
