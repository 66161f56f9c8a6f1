"""Compiled SQL answers as the querysets do that it is made of."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Count, DateField, DateTimeField, F, IntegerField

from accounts.models import User
from common.compiled_sql.inserts import insert_rows
from common.compiled_sql.queries import CompiledQuery, CompiledUpdate, Parameter
from receipts.models import Receipt
from subscriptions.models import QuotaPeriod, QuotaUse

NOON = datetime(2026, 4, 3, 12, 30, 15, 120034, tzinfo=UTC)
FIRST = date(2026, 4, 1)


def new_receipt(owner, **fields):
    values = {"reading": {"checks": [1, "ü"]}, "confidence": 0.97, "cost_usd": Decimal("0.012500")}
    return Receipt(
        owner=owner, original_filename="Beleg.jpg", sha256="a" * 64, uploaded_at=NOON,
        updated_at=NOON, review_reasons=[{"code": "total"}], **values | fields,
    )  # fmt: skip


def new_period(owner, starts_on=FIRST, **fields):
    ends_on = starts_on.replace(month=starts_on.month + 1)
    return QuotaPeriod.objects.create(owner=owner, starts_on=starts_on, ends_on=ends_on, **fields)


def values_of(instance):
    return {field.attname: getattr(instance, field.attname) for field in instance._meta.fields}


class TestQueries:
    def test_an_instance_is_what_its_queryset_gives(self, user, other_user):
        for owner in (user, other_user):
            new_receipt(owner).save()
        query = CompiledQuery(
            lambda: Receipt.objects.filter(
                owner=Parameter("owner"), uploaded_at__lte=Parameter("latest", DateTimeField())
            )
        )

        [found] = query.rows(owner=user.pk, latest=NOON)

        assert values_of(found) == values_of(Receipt.objects.get(owner=user))
        assert query.rows(owner=user.pk, latest=NOON.replace(year=2025)) == []

    def test_it_is_asked_anew_each_time(self, user, other_user):
        query = CompiledQuery(lambda: User.objects.filter(pk=Parameter("pk")))
        assert query.first(pk=user.pk) == user
        assert query.first(pk=other_user.pk) == other_user

        User.objects.filter(pk=user.pk).update(company="Acme")

        assert query.first(pk=user.pk).company == "Acme"
        assert query.first(pk=0) is None

    def test_what_it_gives_can_be_changed_and_saved(self, user):
        found = CompiledQuery(lambda: User.objects.filter(pk=Parameter("pk"))).first(pk=user.pk)

        found.company = "Acme"
        found.save()

        assert User.objects.get().company == "Acme"

    def test_values_come_as_tuples(self, user):
        new_receipt(user).save()
        query = CompiledQuery(lambda: Receipt.objects.values_list("uploaded_at", "cost_usd"))

        assert query.rows() == [(NOON, Decimal("0.012500"))]

    def test_annotations_and_lists_of_parameters(self, user):
        period = new_period(user)
        QuotaUse.objects.create(period=period)
        days = [Parameter("one", DateField()), Parameter("other", DateField())]
        query = CompiledQuery(
            lambda: QuotaPeriod.objects.filter(starts_on__in=days).annotate(n=Count("uses"))
        )

        [found] = query.rows(one=FIRST, other=date(2026, 5, 1))

        assert (found, found.n, found.starts_on) == (period, 1, FIRST)
        assert query.rows(one=date(2026, 5, 1), other=date(2026, 6, 1)) == []

    def test_a_value_that_looks_like_sql_is_a_value(self, user):
        query = CompiledQuery(lambda: User.objects.filter(email=Parameter("email")))

        assert query.rows(email="x' OR '1'='1") == []
        assert query.rows(email="%s") == []

    def test_a_parameter_that_is_not_given_is_a_fault(self, user):
        with pytest.raises(KeyError):
            CompiledQuery(lambda: User.objects.filter(pk=Parameter("pk"))).rows()


def test_an_update_changes_the_rows_that_it_names_and_counts_them(user, other_user):
    mine, others = new_period(user, used=3), new_period(other_user, used=3)
    count = Parameter("count", IntegerField())
    update = CompiledUpdate(
        lambda: (
            QuotaPeriod.objects.filter(owner=Parameter("owner"), used__lte=5 - count),
            {"used": F("used") + count},
        )
    )

    assert update(owner=user.pk, count=2) == 1
    assert update(owner=user.pk, count=1) == 0

    mine.refresh_from_db()
    others.refresh_from_db()
    assert (mine.used, others.used) == (5, 3)


class TestInserts:
    def test_a_row_is_stored_as_django_stores_it(self, user):
        theirs = new_receipt(user)
        theirs.save()

        [ours] = insert_rows([new_receipt(user)])

        assert ours.pk > theirs.pk
        stored = [values_of(row) for row in Receipt.objects.order_by("pk")]
        assert stored[0] | {"id": ours.pk} == stored[1]
        assert stored[1]["filename_words"]

    def test_what_a_row_is_told_counts_whatever_is_usual(self, user):
        told = {"status": Receipt.Status.FAILED, "failure_code": "empty", "version": 7,
                "seconds": 0.0, "read_by_fallback": True, "reading": {"a": 1}}  # fmt: skip
        usual, [ours] = new_receipt(user), insert_rows([new_receipt(user, **told)])
        insert_rows([usual])

        stored = Receipt.objects.get(pk=ours.pk)

        assert {name: getattr(stored, name) for name in told} == told
        assert Receipt.objects.get(pk=usual.pk).version == 1

    def test_a_stored_row_is_changed_and_not_stored_again(self, user):
        [receipt] = insert_rows([new_receipt(user)])

        receipt.original_filename = "Rechnung.jpg"
        receipt.save()

        assert Receipt.objects.get().original_filename == "Rechnung.jpg"

    def test_several_and_none(self, user):
        period = new_period(user)

        rows = insert_rows(QuotaUse(period=period) for _ in range(3))

        assert {row.pk for row in rows} == set(QuotaUse.objects.values_list("pk", flat=True))
        assert insert_rows([]) == []

    def test_what_a_constraint_refuses_undoes_the_transaction(self, user):
        new_period(user)

        def insert_both():
            with transaction.atomic():
                insert_rows([new_receipt(user)])
                insert_rows([QuotaPeriod(owner=user, starts_on=FIRST, ends_on=date(2026, 5, 1))])

        with pytest.raises(IntegrityError):
            insert_both()

        assert not Receipt.objects.exists()
        assert QuotaPeriod.objects.count() == 1
