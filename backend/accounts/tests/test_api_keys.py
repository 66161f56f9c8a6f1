"""accounts/api-keys/ and the calls that programs make with them"""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import path
from rest_framework.response import Response
from rest_framework.test import APIClient
from rest_framework.views import APIView

from accounts.models import ApiKey
from common.errors import AppError

KEYS = "/api/v1/accounts/api-keys/"
ME = "/api/v1/accounts/me/"


class AnyView(APIView):
    """Stands for the views of the other apps: authentication is the project's default."""

    def get(self, request):
        return Response({"id": request.user.pk})

    post = get


urlpatterns = [path("any/", AnyView.as_view())]


class PlanError(AppError):
    code = "plan_required"
    status = 403


def basic_plan(user, *, now):
    raise PlanError("This needs the Premium plan.")


@pytest.fixture
def make_key(api):
    def _make_key(**body):
        return api.post(KEYS, {"name": "Export", "scope": "read"} | body).json()

    return _make_key


@pytest.fixture
def program(make_key):
    """Calls with a key of `user`; `any/` stands for the rest of the API."""

    def _program(**body):
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Api-Key {make_key(**body)['key']}")
        return client

    return _program


def test_a_key_is_shown_once_and_stored_hashed(api, user):
    response = api.post(KEYS, {"name": "Export", "scope": "read"})

    assert response.status_code == 201
    key = response.json()["key"]
    row = ApiKey.objects.get()
    assert row.owner == user
    assert key not in str(ApiKey.objects.values().get())
    listed = api.get(KEYS)
    assert key not in listed.content.decode()
    assert listed.json()["results"][0]["prefix"] == key[:8]


def test_a_read_key_reads_and_does_not_write(program, user, settings):
    client = program(scope="read")
    settings.ROOT_URLCONF = __name__

    assert client.get("/any/").json() == {"id": user.pk}
    refused = client.post("/any/", {})
    assert refused.status_code == 403
    assert refused.json()["code"] == "key_may_only_read"


def test_a_write_key_reads_and_writes(program, settings):
    client = program(scope="write")
    settings.ROOT_URLCONF = __name__

    assert client.get("/any/").status_code == 200
    assert client.post("/any/", {}).status_code == 200


def test_a_key_cannot_touch_the_account_itself(program):
    client = program(scope="write")

    assert client.get(ME).status_code == 401
    assert client.get(KEYS).status_code == 401
    assert client.post(KEYS, {"name": "Another"}).status_code == 401
    assert client.delete(ME, {"password": "correct horse battery staple"}).status_code == 401


def test_the_last_use_is_recorded(program, settings):
    client = program()
    settings.ROOT_URLCONF = __name__
    assert ApiKey.objects.get().last_used_at is None

    with time_machine.travel(datetime(2027, 1, 1, 12, tzinfo=UTC), tick=False):
        client.get("/any/")

    assert ApiKey.objects.get().last_used_at == datetime(2027, 1, 1, 12, tzinfo=UTC)


def test_a_revoked_key_is_worth_nothing(api, program, settings):
    client = program()
    response = api.delete(f"{KEYS}{ApiKey.objects.get().pk}/")
    settings.ROOT_URLCONF = __name__

    assert response.status_code == 204
    assert client.get("/any/").status_code == 401


@pytest.mark.parametrize("key", ["", "rubbish", "sa_" + "x" * 43, "\xff"])
def test_a_wrong_key_is_401(db, settings, key):
    settings.ROOT_URLCONF = __name__

    response = APIClient().get("/any/", HTTP_AUTHORIZATION=f"Api-Key {key}")

    assert response.status_code == 401


def test_a_key_of_a_deactivated_account_is_401(program, user, settings):
    client = program()
    user.is_active = False
    user.save(update_fields=["is_active"])
    settings.ROOT_URLCONF = __name__

    assert client.get("/any/").status_code == 401


def test_a_plan_without_api_access_makes_no_key(api, settings):
    settings.API_ACCESS_GATE = f"{__name__}.basic_plan"

    response = api.post(KEYS, {"name": "Export"})

    assert response.status_code == 403
    assert response.json()["code"] == "plan_required"
    assert not ApiKey.objects.exists()


def test_a_key_stops_with_the_plan(program, settings):
    client = program()
    settings.API_ACCESS_GATE = f"{__name__}.basic_plan"
    settings.ROOT_URLCONF = __name__

    response = client.get("/any/")

    assert response.status_code == 403
    assert response.json()["code"] == "plan_required"
    assert ApiKey.objects.get().last_used_at is None


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"),
        ({"name": ""}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": "Export", "scope": "admin"}, "scope"),
        ({"name": "Taken"}, "name"),
    ],
)
def test_bad_input_names_the_field_and_makes_no_key(api, make_key, body, field):
    make_key(name="Taken")

    response = api.post(KEYS, body)

    assert response.status_code == 400
    assert field in response.json()
    assert ApiKey.objects.count() == 1


def test_there_is_a_limit_to_keys(api, make_key):
    for number in range(20):
        make_key(name=f"Key {number}")

    response = api.post(KEYS, {"name": "One more"})

    assert response.status_code == 409
    assert response.json()["code"] == "too_many_keys"
    assert ApiKey.objects.count() == 20


def test_somebody_elses_key_is_404_and_still_works(api, other_api, make_key):
    key = make_key()

    assert other_api.delete(f"{KEYS}{key['id']}/").status_code == 404
    assert other_api.get(KEYS).json()["results"] == []
    assert ApiKey.objects.exists()


def test_the_list_takes_a_fixed_number_of_queries(api, make_key, django_assert_max_num_queries):
    for number in range(15):
        make_key(name=f"Key {number}")

    with django_assert_max_num_queries(4):
        assert api.get(KEYS).json()["count"] == 15
