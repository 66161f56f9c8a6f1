"""Whatever is sent to whichever call of the schema: no server error, and an answer as documented.

A call's examples come from its own part of the schema, valid and not; their number is bounded so
that all calls together stay within seconds.
"""

from contextlib import contextmanager

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import override_settings
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

# For all calls and both callers together; each gets its share.
CASES = 400
ANSWER_FITS = [status_code_conformance, content_type_conformance, response_schema_conformance]

_django = get_wsgi_application()


def _closing(environ, start_response):
    """As a server does it; schemathesis closes no answer, so files of uploads would stay open."""
    answer = _django(environ, start_response)
    try:
        return [b"".join(answer)]
    finally:
        answer.close()


_schema = schemathesis.openapi.from_dict(SchemaGenerator().get_schema(request=None, public=True))
_schema.app = _closing
OPERATIONS = [found.ok() for found in _schema.get_all_operations()]  # type: ignore[union-attr]
EXAMPLES = max(3, CASES // (2 * len(OPERATIONS)))
for_every_call = pytest.mark.parametrize(
    "operation", OPERATIONS, ids=[operation.label for operation in OPERATIONS]
)

pytestmark = pytest.mark.django_db


@contextmanager
def connection_kept():
    """A request through WSGI would close the connection that the test's transaction lives in."""
    moments = (request_started, request_finished)
    for moment in moments:
        moment.disconnect(close_old_connections)
    yield
    for moment in moments:
        moment.connect(close_old_connections)


def try_many(operation, headers):
    cases = st.one_of(
        operation.as_strategy(generation_mode=GenerationMode.POSITIVE),
        operation.as_strategy(generation_mode=GenerationMode.NEGATIVE),
    )

    @given(case=cases)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def check(case):
        # Its own client asks for gzip, but does not unpack what comes from WSGI.
        response = case.call(headers={"Accept-Encoding": "identity", **headers})
        # 503 is a documented refusal: a service that is not configured.
        assert response.status_code != 500, response.text
        case.validate_response(response, checks=ANSWER_FITS)

    with connection_kept(), override_settings(WEBHOOKS=True, SELF_HOSTED_PLAN="platinum"):
        check()


@for_every_call
def test_any_input_of_anybody(operation):
    try_many(operation, {})


@for_every_call
def test_any_input_of_somebody_signed_in(operation, api):
    try_many(operation, {"Authorization": api._credentials["HTTP_AUTHORIZATION"]})


def test_every_path_of_the_schema_is_tried():
    assert len(OPERATIONS) > 15
