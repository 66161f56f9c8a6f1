"""Circuits in the admin: staff see which service is away, and have one asked again at once."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from receipts.models import Receipt, ServiceCircuit
from receipts.processing.run import process_receipt
from receipts.tests.stub_reader import good_reading, outage

pytestmark = pytest.mark.django_db

LIST = "/admin/receipts/servicecircuit/"


@pytest.fixture
def admin(client):
    client.force_login(User.objects.create_superuser("root@example.com", "correct horse"))
    return client


@pytest.fixture
def away(receipt, stub_reader) -> ServiceCircuit:
    """The reader has asked to be left alone for half an hour, and a receipt waits."""
    stub_reader.answers = [outage(code="bad_key", retry_after=1800.0), good_reading()]
    process_receipt(receipt.pk)
    return ServiceCircuit.objects.get(service="offline")


def staff_with(client, *rights: str) -> None:
    staff = User.objects.create_user("staff@example.com", is_staff=True)
    staff.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(staff)


def ask_again(client, *services: str):
    return client.post(LIST, {"action": "ask_again", "_selected_action": services}, follow=True)


def test_each_service_is_shown_with_its_state_its_fault_and_its_next_probe(admin, away):
    ServiceCircuit.objects.create(service="storage", code="storage_unavailable")

    page = admin.get(LIST).text

    assert reverse("admin:receipts_servicecircuit_changelist") == LIST
    assert f'href="{LIST}"' in admin.get("/admin/health/").text
    assert "open: it is away" in page
    assert "closed" in page
    assert "bad key" in page
    assert f"{away.opened_at:%Y-%m-%d %H:%M:%S}" in page
    assert f"{away.open_until:%Y-%m-%d %H:%M:%S}" in page


def test_nothing_of_it_can_be_changed_by_hand(admin, away):
    url = f"{LIST}{away.pk}/change/"
    before = ServiceCircuit.objects.values().get()

    assert admin.get(url).status_code == 200
    assert admin.post(url, {"service": "other"}).status_code == 403
    assert admin.get(f"{LIST}add/").status_code == 403
    assert admin.post(f"{LIST}{away.pk}/delete/", {"post": "yes"}).status_code == 403

    assert ServiceCircuit.objects.values().get() == before


def test_a_mended_service_is_asked_at_once_and_what_waited_is_read(admin, away, receipt):
    answer = ask_again(admin, "offline")

    assert "1 will be asked by the next receipt that is due." in answer.text
    receipt.refresh_from_db()
    assert receipt.status == Receipt.Status.COMPLETED
    assert not ServiceCircuit.objects.opened().exists()


def test_it_is_noted_who_had_it_asked(admin, away):
    ask_again(admin, "offline")

    entry = LogEntry.objects.get()
    assert (entry.user.email, entry.object_id) == ("root@example.com", "offline")
    assert entry.change_message == "Asked again before its pause was over."
    assert entry.change_message in admin.get(f"{LIST}offline/history/").text


def test_one_that_is_away_still_gets_a_new_pause(admin, away, receipt, stub_reader):
    stub_reader.answers = [outage(code="bad_key")]

    ask_again(admin, "offline")

    away.refresh_from_db()
    assert away.opened_at is not None
    assert timezone.now() < away.open_until < timezone.now() + timedelta(minutes=3)
    receipt.refresh_from_db()
    assert (receipt.status, receipt.attempts) == (Receipt.Status.PENDING, 0)


def test_one_that_is_not_away_is_left_alone(admin):
    closed = ServiceCircuit.objects.create(service="storage", faults=1)

    assert "0 will be asked" in ask_again(admin, "storage").text

    assert ServiceCircuit.objects.get() == closed
    assert not LogEntry.objects.exists()


def test_who_may_only_look_has_nothing_asked(client, away, stub_reader):
    staff_with(client, "view_servicecircuit")
    asked, before = len(stub_reader.seen), ServiceCircuit.objects.values().get()

    assert client.get(LIST).status_code == 200
    ask_again(client, "offline")

    assert len(stub_reader.seen) == asked
    assert ServiceCircuit.objects.values().get() == before
    assert not LogEntry.objects.exists()


def test_who_may_neither_sees_nothing(client, away):
    staff_with(client)

    assert client.get(LIST).status_code == 403
