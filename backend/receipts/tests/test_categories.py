"""receipts/categories/: ten defaults and one's own."""

import pytest

from receipts.models import Category, LineItem, Transaction
from receipts.models.event import ReceiptEvent

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/categories/"


def make(api, name="Clients", **values):
    return api.post(URL, {"name": name, **values})


def test_everybody_has_the_defaults(api):
    body = api.get(URL, {"page_size": 100}).json()

    assert body["count"] == 10
    assert {row["is_default"] for row in body["results"]} == {True}
    assert "meals" in {row["slug"] for row in body["results"]}


def test_ones_own_is_made_shown_and_used(api, other_api, completed):
    made = make(api, type="expense", is_deductible=True)

    assert made.status_code == 201
    assert made.json()["slug"] == "clients"
    assert api.get(URL).json()["count"] == 11
    assert other_api.get(URL).json()["count"] == 10
    entry = api.patch(f"/api/v1/receipts/{completed.pk}/", {"category": "clients"}).json()
    assert entry["transaction"]["category"] == "clients"


@pytest.mark.parametrize(
    "name", ["Meals and Entertainment", "  groceries ", "Gróceries", "GROCERIES"]
)
def test_a_name_that_is_there_already_is_refused(api, name):
    response = make(api, name)

    assert response.status_code == 400
    assert "name" in response.json()
    assert not Category.objects.exclude(owner=None).exists()


@pytest.mark.parametrize("name", ["", " ", "\u200b", "x" * 61, None])
def test_a_name_that_is_none_is_refused(api, name):
    assert make(api, name).status_code == 400
    assert not Category.objects.exclude(owner=None).exists()


def test_every_name_gets_a_slug_of_its_own(api):
    names = ["Café", "Cafe!", "税金", "++", "--", "Travel!", "x" * 60, "x" * 59]

    slugs = [make(api, name).json()["slug"] for name in names]

    assert slugs[:6] == ["cafe", "cafe-2", "shuijin", "category", "category-2", "travel-2"]
    assert len(set(slugs)) == len(names)


def test_two_people_may_use_one_name(api, other_api):
    assert make(api).status_code == make(other_api).status_code == 201


def test_ones_own_can_be_renamed_and_entries_keep_it(api, completed):
    category = make(api).json()
    api.patch(f"/api/v1/receipts/{completed.pk}/", {"category": "clients"})

    response = api.patch(f"{URL}{category['id']}/", {"name": "Customers"})

    assert response.json()["name"] == "Customers"
    assert response.json()["slug"] == "clients"
    assert Transaction.objects.get().category.slug == "clients"


def test_deleting_ones_own_leaves_entries_without_and_says_so(api, user, completed):
    category = make(api).json()
    items = [{"amount": "12.50", "category": "clients"}]
    before = api.patch(
        f"/api/v1/receipts/{completed.pk}/", {"category": "clients", "items": items}
    ).json()

    assert api.delete(f"{URL}{category['id']}/").status_code == 204

    after = api.get(f"/api/v1/receipts/{completed.pk}/").json()
    assert after["transaction"]["category"] is None
    assert after["version"] == before["version"] + 1
    assert LineItem.objects.get().category is None
    event = ReceiptEvent.objects.last()
    assert event.data == {"field": "category", "old": "clients", "new": None}
    assert event.actor == user


@pytest.mark.parametrize(
    "use",
    [{"category": "clients"}, {"items": [{"amount": "12.50", "category": "clients"}]}],
)
def test_the_type_of_one_that_entries_have_stays(api, completed, use):
    category = make(api).json()
    url = f"{URL}{category['id']}/"
    assert api.patch(url, {"type": "income"}).json()["type"] == "income"
    assert api.patch(url, {"type": "expense"}).status_code == 200
    assert api.patch(f"/api/v1/receipts/{completed.pk}/", use).status_code == 200

    response = api.patch(url, {"type": "income", "name": "Customers"})

    assert response.status_code == 400
    assert "type" in response.json()
    after = api.get(url).json()
    assert (after["type"], after["name"]) == ("expense", "Clients")
    assert api.patch(url, {"type": "expense", "name": "Customers"}).status_code == 200


@pytest.mark.parametrize("method", ["patch", "delete"])
def test_a_stale_change_is_refused(api, method):
    made = make(api)
    url = f"{URL}{made.json()['id']}/"
    api.patch(url, {"name": "Customers"})

    body = {"name": "Buyers"} if method == "patch" else None
    response = getattr(api, method)(url, body, headers={"If-Match": made.headers["ETag"]})

    assert response.status_code == 412
    assert Category.objects.get(slug="clients").name == "Customers"


@pytest.mark.parametrize("method", ["patch", "delete"])
def test_a_default_cannot_be_changed(api, method):
    meals = Category.objects.get(slug="meals")

    response = getattr(api, method)(
        f"{URL}{meals.pk}/", {"name": "Food"} if method == "patch" else None
    )

    assert response.status_code == 403
    meals.refresh_from_db()
    assert meals.name == "Meals and entertainment"


@pytest.mark.parametrize("method", ["get", "patch", "delete"])
def test_somebody_elses_is_404(api, other_api, method):
    category = make(api).json()

    body = {"name": "Mine"} if method == "patch" else None
    response = getattr(other_api, method)(f"{URL}{category['id']}/", body)

    assert response.status_code == 404
    assert Category.objects.get(slug="clients").name == "Clients"


def test_the_list_asks_a_fixed_number_of_queries(api, django_assert_num_queries):
    for number in range(20):
        make(api, f"Client {number}")

    for size in (1, 100):
        with django_assert_num_queries(4):
            api.get(URL, {"page_size": size})
