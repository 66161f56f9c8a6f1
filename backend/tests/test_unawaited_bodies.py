"""A body that was not waited for, of a request that is let in after all: it is sent once more."""

import pytest
from gunicorn.http.body import Body

from backend.server.body import IncomingBody
from backend.server.framing import LengthFraming
from backend.server.spool import SpoolBudget
from receipts.models import Receipt

pytestmark = pytest.mark.django_db

UPLOAD = {"path": "/api/v1/receipts/", "content_type": "multipart/form-data; boundary=x"}
JSON = {"path": "/api/v1/receipts/transactions/", "content_type": "application/json"}


@pytest.mark.parametrize("call", [UPLOAD, JSON])
@pytest.mark.parametrize(
    ("is_too_large", "status", "code"), [(False, 503, "busy"), (True, 413, "too_large")]
)
def test_it_is_refused_for_good_only_if_it_is_too_large(api, call, is_too_large, status, code):
    """As when the database was away while it was asked who is calling, and is back by now."""
    body = IncomingBody(LengthFraming(500), SpoolBudget(1000))
    body.refuse(is_too_large=is_too_large)

    answer = api.generic("POST", data=b"x" * 500, **call, **{"wsgi.input": Body(body)})

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert ("Retry-After" in answer.headers) == (status == 503)
    assert not Receipt.objects.exists()
