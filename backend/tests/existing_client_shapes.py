"""What the existing web client reads of the larger answers, and how."""

from datetime import date

from django.utils.dateparse import parse_datetime

NUMBER = (int, float)
STATUSES = {"active", "trialing", "past_due", "canceled", "unpaid", "incomplete"}
FEATURES = {
    "max_documents", "has_api_access", "has_report_export", "has_bulk_upload", "has_white_label"
}  # fmt: skip


def check_receipt(receipt):
    """What part of a receipt the client reads, and how."""
    assert isinstance(receipt["id"], int)
    assert receipt["original_filename"] == "lunch.png"
    assert parse_datetime(receipt["uploaded_at"])
    assert parse_datetime(receipt["updated_at"])
    assert receipt["ocr_status"] in {"pending", "processing", "completed", "failed"}
    confidence = receipt["ocr_confidence"]
    assert confidence is None or (isinstance(confidence, NUMBER) and 0 <= confidence <= 100)
    assert "data" not in receipt
    assert receipt["file"] is None
    metadata = receipt["processing_metadata"]
    for name in ("processing_time", "cost_usd", "token_usage"):
        assert isinstance(metadata.get(name, 0), NUMBER)
    check_picture(receipt)
    check_extracted_data(receipt["extracted_data"])
    entry = receipt["transaction"]
    assert entry is None or entry["transaction_type"] in {"expense", "income"}


def check_picture(receipt):
    info = receipt["image_info"]
    for name in ("thumbnail_url", "display_url", "original_url"):
        assert info[name].startswith("http")
    assert {info["has_cloudinary"], info["has_local"]} == {True, False}
    for name in ("width", "height", "size_bytes"):
        assert isinstance(info[name], int)
    assert receipt["image"] == info["display_url"]


def check_extracted_data(data):
    if data is None:
        return
    assert data["date"] is None or date.fromisoformat(data["date"])
    assert data["total"] == data["total_amount"]
    assert data["type"] in {"expense", "income"}
    assert data["category"] is None or isinstance(data["category"], str)
    assert (data["category"] == "income") == (data["type"] == "income")
    assert isinstance(data["description"], str)
    assert isinstance(data["items"], list)
    assert {"vendor", "tax"} <= data.keys()
    if data["total"] is not None or data["tax"] is not None:
        assert len(data["currency"]) == 3
    assert data.get("currency", "") is not None


def check_details(answer, *, plan):
    subscription, features = answer["subscription"], answer["features"]
    assert subscription["plan"] == features["current_plan"] == plan
    assert subscription["status"] in STATUSES
    for name in ("current_period_start", "current_period_end"):
        assert parse_datetime(subscription[name])
    assert isinstance(subscription["cancel_at_period_end"], bool)
    assert {"id", "amount", "stripe_subscription_id", "stripe_customer_id"} <= subscription.keys()
    assert subscription["currency"] == "GBP"
    assert isinstance(features["max_documents"], int)
    assert all(isinstance(features[name], bool) for name in FEATURES - {"max_documents"})
    assert features["subscription_active"] is True
    assert features["has_bulk_upload"] is True  # in every plan
