"""Answers of the API, held against its document: each fits, and holds nothing that is not named."""

from copy import deepcopy
from functools import cache

import jsonschema_rs

from backend.schema.views import api_document


def hold_against_schema(response, template, *, method="get", status=200):
    """`template`: the path as the document has it."""
    assert response.status_code == status, response.content
    answer = closed_schema()["paths"][template][method]["responses"][str(status)]
    shape = answer["content"]["application/json"]["schema"]
    whole = shape | {"components": closed_schema()["components"]}
    jsonschema_rs.validator_for(whole).validate(response.json())


@cache
def closed_schema():
    """In which an object has the properties that are named, and no other."""
    found = deepcopy(api_document())
    close(found["components"])
    return found


def close(part):
    if isinstance(part, dict):
        if isinstance(part.get("properties"), dict):
            part.setdefault("additionalProperties", False)
        for value in part.values():
            close(value)
    elif isinstance(part, list):
        for value in part:
            close(value)
