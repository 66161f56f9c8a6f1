"""Parsers of request bodies: what no column and no answer can hold is refused here."""

from typing import Any

from rest_framework import parsers
from rest_framework.exceptions import ParseError

from common.api.foreign_json import check_json, check_json_size
from common.text import is_storable


class JSONParser(parsers.JSONParser):
    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        check_json_size(parser_context["request"].META)
        try:
            data = super().parse(stream, media_type, parser_context)
            check_json(data)
        except (RecursionError, ValueError) as error:
            raise ParseError(str(error)) from None
        return data


class MultiPartParser(parsers.MultiPartParser):
    """Django cleans the names of files itself."""

    def parse(self, *args: Any, **kwargs: Any) -> Any:
        form = super().parse(*args, **kwargs)
        for name, values in form.data.lists():
            if not all(map(is_storable, [name, *values])):
                raise ParseError("A form holds text, without NUL.")
        return form
