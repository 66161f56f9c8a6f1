"""Pagination of lists: `{count, next, previous, results}`, `page`, `page_size` up to 1000."""

import re
from typing import Any

from rest_framework import pagination
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

# Python refuses to read numbers of thousands of digits.
_NUMBER = re.compile(r"0*[1-9][0-9]{0,9}")


class PageNumberPagination(pagination.PageNumberPagination):
    page_size = 25
    page_size_query_param = "page_size"
    max_page_size = 1000

    def get_page_number(self, request: Request, paginator: Any) -> Any:
        """One that is not there is 404."""
        self._wanted_page(request)
        return super().get_page_number(request, paginator)

    def get_page_size(self, request: Request) -> int | None:
        """Of a larger one there are as many as a page has at most."""
        wanted = request.query_params.get(self.page_size_query_param)
        if wanted:
            _require_number(self.page_size_query_param, wanted)
        size: int | None = super().get_page_size(request)
        return size

    def expected_slice(self, request: Request) -> slice | None:
        """The rows of the page that is asked for; None: it depends on how many there are."""
        size, wanted = self.get_page_size(request), self._wanted_page(request)
        if size is None or wanted in self.last_page_strings:
            return None
        return slice((int(wanted) - 1) * size, int(wanted) * size)

    def _wanted_page(self, request: Request) -> str:
        """A number, or a word for the last one."""
        wanted = request.query_params.get(self.page_query_param) or "1"
        if wanted not in self.last_page_strings:
            _require_number(self.page_query_param, wanted)
        return wanted

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """In the words of OpenAPI 3.1, which has no `nullable`."""
        page: dict[str, Any] = super().get_paginated_response_schema(schema)
        for name in ("next", "previous"):
            link = page["properties"][name]
            if link.pop("nullable"):
                link["type"] = ["string", "null"]
        page["required"] = [*page["properties"]]
        return page


def _require_number(name: str, text: str) -> None:
    if _NUMBER.fullmatch(text.strip()) is None:
        raise ValidationError({name: ["This must be a whole number from 1."]})
