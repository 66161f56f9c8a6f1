"""What a model may see, in a browser: it is chosen, and what reaches the model is masked."""

import json
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from receipts.services.extraction import ReadingContext
from receipts.services.offline_ocr_service import OfflineExtractor
from receipts.tests.openai_reading import to_page
from receipts.tests.openai_server import API_KEY, answered, running_openai_server
from receipts.tests.private_receipts import drawn_jpeg, private_receipts
from tests.journeys.browser import assert_accessible, in_german
from tests.journeys.journey_server import serving_client
from tests.journeys.reading import add_receipt

LABEL = "A model may read them masked"


@pytest.fixture(scope="module")
def model():
    with running_openai_server() as served:
        served.reply_with(answered())
        yield served


@pytest.fixture(scope="module")
def server(tmp_path_factory, model):
    with serving_client(
        tmp_path_factory.mktemp("privacy"),
        RECEIPT_READER="openai",
        OPENAI_API_KEY=API_KEY,
        OPENAI_MODEL="gpt-4o",
        OPENAI_BASE_URL=model.base_url,
    ) as server:
        yield server


def choose(page: Page) -> None:
    page.goto("/settings/privacy")
    expect(page.get_by_label("A model may read them", exact=True)).to_be_checked()
    page.get_by_label(LABEL).check()
    section = page.locator("form").filter(has=page.get_by_label(LABEL))
    section.get_by_role("button", name="Save").click()


def test_masking_is_chosen_and_the_model_sees_nothing_private(signed_in_page, api, model):
    page = signed_in_page
    choose(page)
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    assert_accessible(page)
    receipt = private_receipts(1)[0]

    add_receipt(api, drawn_jpeg(receipt), name="tools.jpg")

    [picture] = model.requests[-1].images
    context = ReadingContext(today=date(2026, 12, 1))
    seen = OfflineExtractor(threads=1).extract([to_page(picture.convert("RGB"))], context=context)
    text = "".join(line.text for line in seen.lines).replace(" ", "")
    assert "18.00" in text
    assert [value for _, value in receipt.values if value.replace(" ", "") in text] == []
    in_german(page, api)
    expect(page.get_by_label("Ein Modell darf sie maskiert lesen")).to_be_checked()


def test_a_choice_that_is_refused_says_why(signed_in_page, api):
    page = signed_in_page
    sentence = "This server cannot read receipts itself."
    refusal = {"detail": sentence, "code": "invalid", "model_privacy": [sentence]}

    def refuse(route) -> None:
        if route.request.method != "PATCH":
            return route.fallback()
        return route.fulfill(status=400, body=json.dumps(refusal), content_type="application/json")

    page.route("**/accounts/me/", refuse)
    choose(page)

    expect(page.locator("fieldset").get_by_text(sentence)).to_be_visible()
    assert_accessible(page)
    assert api.get("/accounts/me/").json()["model_privacy"] == "model_allowed"
