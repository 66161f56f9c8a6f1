"""Stored words that became the field's own: image for picture, found for seen, resolution for answer."""

from django.db import migrations

_WAS = {"image": "picture", "found": "seen", "not_found_by_second_reader": "not_seen_by_second_reader"}


def rename(apps, schema_editor):
    _rename(apps, words={old: new for new, old in _WAS.items()}, keys=("answer", "resolution"))


def rename_back(apps, schema_editor):
    _rename(apps, words=_WAS, keys=("resolution", "answer"))


def _rename(apps, *, words, keys):
    _rename_match_reasons(apps.get_model("receipts", "Duplicate"), words)
    _rename_event_keys(apps.get_model("receipts", "ReceiptEvent"), *keys)
    _rename_replaced_readings(apps.get_model("receipts", "ReceiptEvent"), words)
    _rename_opinions(apps.get_model("receipts", "Receipt"), words)


def _rename_match_reasons(duplicates, words):
    for row in duplicates.objects.only("reasons").iterator():
        reasons = [words.get(reason, reason) for reason in row.reasons]
        if reasons != row.reasons:
            duplicates.objects.filter(pk=row.pk).update(reasons=reasons)


def _rename_event_keys(events, old, new):
    for event in events.objects.filter(kind__in=["merged", "separated"]).iterator():
        if old in event.data:
            data = {new if key == old else key: value for key, value in event.data.items()}
            events.objects.filter(pk=event.pk).update(data=data)


def _rename_replaced_readings(events, words):
    for event in events.objects.filter(kind="read", data__has_key="replaced").iterator():
        if _rename_in_reading(event.data["replaced"], words):
            events.objects.filter(pk=event.pk).update(data=event.data)


def _rename_opinions(receipts, words):
    """In a reading: the outcome of each field's second opinion and the codes of its checks; on the
    receipt: the codes of the reasons for review."""
    rows = receipts.objects.filter(reading__isnull=False).only("reading", "review_reasons")
    for row in rows.iterator(chunk_size=500):
        if _rename_in_reading(row.reading, words) | _rename_codes(row.review_reasons, words):
            changed = {"reading": row.reading, "review_reasons": row.review_reasons}
            receipts.objects.filter(pk=row.pk).update(**changed)


def _rename_in_reading(reading, words):
    is_changed = _rename_codes(reading.get("checks") or [], words)
    for field in reading.values():
        opinion = field.get("second") if isinstance(field, dict) else None
        if opinion and opinion["outcome"] in words:
            opinion["outcome"] = words[opinion["outcome"]]
            is_changed = True
    return is_changed


def _rename_codes(checks, words):
    renamed = [check for check in checks if check["code"] in words]
    for check in renamed:
        check["code"] = words[check["code"]]
    return bool(renamed)


class Migration(migrations.Migration):

    dependencies = [
        ('receipts', '0013_rename_duplicate_resolution'),
    ]

    operations = [
        migrations.RunPython(rename, rename_back),
    ]
