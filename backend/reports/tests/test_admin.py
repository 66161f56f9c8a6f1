"""Exports in the admin."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from reports.models import ExportJob

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(User.objects.create_superuser("staff@example.com", "correct horse battery"))
    return client


def ask_for_export(owner) -> ExportJob:
    return ExportJob.objects.create(
        owner=owner, report="ledger", format="csv", scope={}, created_at=timezone.now()
    )


def test_exports_show_whose_they_are_and_are_found_by_it(admin, user, other_user):
    job = ask_for_export(user)
    ask_for_export(other_user)
    url = reverse("admin:reports_exportjob_changelist")

    page = admin.get(url, {"q": "alice"}).content.decode()

    assert "alice@example.com" in page
    assert "bob@example.com" not in page
    page = admin.get(reverse("admin:reports_exportjob_change", args=[job.pk])).content.decode()
    assert "alice@example.com" in page
    assert f"User {user.pk}" not in page


def test_the_list_asks_as_many_queries_for_20_rows_as_for_2(admin, user, django_assert_num_queries):
    url = reverse("admin:reports_exportjob_changelist")
    for number in range(2):
        ask_for_export(User.objects.create_user(f"user{number}@example.com", "x"))
    with CaptureQueriesContext(connection) as few:
        admin.get(url)
    for number in range(2, 20):
        ask_for_export(User.objects.create_user(f"user{number}@example.com", "x"))

    with django_assert_num_queries(len(few)):
        assert admin.get(url).status_code == 200
