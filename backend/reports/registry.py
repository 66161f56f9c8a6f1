"""Every report there is. A new one is a folder in the catalogue and its name here."""

from typing import Any

from reports.api.report import Report
from reports.catalogue.audit_log.report import AUDIT_LOG
from reports.catalogue.business_insights.report import BUSINESS_INSIGHTS
from reports.catalogue.category_breakdown.report import CATEGORY_BREAKDOWN
from reports.catalogue.income_expense.report import INCOME_EXPENSE
from reports.catalogue.ledger.report import LEDGER
from reports.catalogue.predictive_cash_flow.report import PREDICTIVE_CASH_FLOW
from reports.catalogue.spending_intelligence.report import SPENDING_INTELLIGENCE
from reports.catalogue.summary.report import SUMMARY
from reports.catalogue.tax_deductible.report import TAX_DEDUCTIBLE
from reports.catalogue.tax_summary.report import TAX_SUMMARY
from reports.catalogue.vendor_analysis.report import VENDOR_ANALYSIS

_ALL: tuple[Report[Any], ...] = (
    SUMMARY,
    INCOME_EXPENSE,
    CATEGORY_BREAKDOWN,
    VENDOR_ANALYSIS,
    TAX_DEDUCTIBLE,
    TAX_SUMMARY,
    PREDICTIVE_CASH_FLOW,
    SPENDING_INTELLIGENCE,
    BUSINESS_INSIGHTS,
    AUDIT_LOG,
    LEDGER,
)

# By the name in the path, in the order of the documentation.
REPORTS = {report.name: report for report in _ALL}
