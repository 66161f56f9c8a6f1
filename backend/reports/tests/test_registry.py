"""The registry: every report of the catalogue is in it, and every plan has the reports it says."""

from pathlib import Path

import pytest

from reports import catalogue
from reports.files.formats import DOCUMENTS
from reports.registry import REPORTS
from subscriptions.plans import BASIC, PLATINUM, PREMIUM, Feature, plan_needed_for

FOLDERS = [path.parent for path in Path(catalogue.__path__[0]).glob("*/report.py")]


def test_every_report_of_the_catalogue_is_registered_by_its_folders_name():
    assert {folder.name for folder in FOLDERS} == {name.replace("-", "_") for name in REPORTS}


@pytest.mark.parametrize(
    ("plan", "names"),
    [
        (BASIC, {"summary", "income-expense", "category-breakdown"}),
        (
            PREMIUM,
            {"tax-deductible", "tax-summary", "vendor-analysis", "predictive-cash-flow"}
            | {"spending-intelligence", "ledger"},
        ),
        (PLATINUM, {"audit-log", "business-insights"}),
    ],
)
def test_each_report_begins_with_its_plan(plan, names):
    assert {r.name for r in REPORTS.values() if plan_needed_for(r.feature) == plan} == names


def test_a_report_of_its_own_feature_has_the_features_name():
    own = {name: report.feature for name, report in REPORTS.items() if name != "ledger"}

    assert own == {name: Feature(name) for name in own}
    assert REPORTS["ledger"].feature == Feature.REPORT_EXPORT


def test_no_feature_of_a_report_lacks_its_report():
    others = {Feature.API_ACCESS, Feature.WHITE_LABEL, Feature.WEBHOOKS}

    assert set(Feature) - others == {report.feature for report in REPORTS.values()}


def test_every_report_can_be_had_as_a_document():
    for report in REPORTS.values():
        assert report.formats >= DOCUMENTS
        assert "bom" in report.export_question().fields
