from django.urls import path

from receipts.views.bulk import (
    BulkCategoryView,
    BulkDeleteView,
    BulkEntryCategoryView,
    BulkEntryDeleteView,
    BulkEntryRestoreView,
    BulkReprocessView,
    BulkRestoreView,
    BulkUnverifyView,
    BulkUploadView,
    BulkVerifyView,
    UploadLimitsView,
)
from receipts.views.categories import CategoryListView, CategoryView
from receipts.views.corrections import ExtractedDataView, UnverifyView, VerifyView
from receipts.views.dashboard import DashboardView
from receipts.views.duplicates import DuplicateListView, DuplicateResolutionView
from receipts.views.files import OriginalsView, PagesView, ReceiptFileView
from receipts.views.history import (
    ChangesView,
    ModelRequestsView,
    ReceiptHistoryView,
    TransactionHistoryView,
)
from receipts.views.receipts import (
    LinesView,
    ProcessingStatusView,
    QueueView,
    ReceiptDetailView,
    ReceiptListView,
    ReprocessView,
    SamplesView,
)
from receipts.views.splitting import SplitView
from receipts.views.transactions import (
    TransactionCheckView,
    TransactionListView,
    TransactionRestoreView,
    TransactionView,
)
from receipts.views.trash import RestoreView
from receipts.views.vendor_rules import (
    RuleApplyView,
    RulePreviewView,
    RuleUndoView,
    VendorListView,
    VendorRuleListView,
    VendorRuleView,
)

urlpatterns = [
    path("", ReceiptListView.as_view(), name="receipts"),
    path("changes/", ChangesView.as_view(), name="receipts-changes"),
    path("limits/", UploadLimitsView.as_view(), name="receipts-limits"),
    path("queue/", QueueView.as_view(), name="receipts-queue"),
    path("samples/", SamplesView.as_view(), name="receipts-samples"),
    path("dashboard/", DashboardView.as_view(), name="receipts-dashboard"),
    path("categories/", CategoryListView.as_view(), name="categories"),
    path("categories/<int:pk>/", CategoryView.as_view(), name="category"),
    path("vendors/", VendorListView.as_view(), name="vendors"),
    path("vendor-rules/", VendorRuleListView.as_view(), name="vendor-rules"),
    path("vendor-rules/<int:pk>/", VendorRuleView.as_view(), name="vendor-rule"),
    path("vendor-rules/<int:pk>/preview/", RulePreviewView.as_view(), name="vendor-rule-preview"),
    path("vendor-rules/<int:pk>/apply/", RuleApplyView.as_view(), name="vendor-rule-apply"),
    path("vendor-rules/<int:pk>/undo/", RuleUndoView.as_view(), name="vendor-rule-undo"),
    path("transactions/", TransactionListView.as_view(), name="transactions"),
    path("transactions/check/", TransactionCheckView.as_view(), name="transaction-check"),
    path(
        "transactions/bulk/category/",
        BulkEntryCategoryView.as_view(),
        name="transactions-bulk-category",
    ),
    path(
        "transactions/bulk/delete/",
        BulkEntryDeleteView.as_view(),
        name="transactions-bulk-delete",
    ),
    path(
        "transactions/bulk/restore/",
        BulkEntryRestoreView.as_view(),
        name="transactions-bulk-restore",
    ),
    path("transactions/<int:pk>/", TransactionView.as_view(), name="transaction"),
    path(
        "transactions/<int:pk>/history/",
        TransactionHistoryView.as_view(),
        name="transaction-history",
    ),
    path(
        "transactions/<int:pk>/restore/",
        TransactionRestoreView.as_view(),
        name="transaction-restore",
    ),
    path("bulk/", BulkUploadView.as_view(), name="receipts-bulk"),
    path("bulk/category/", BulkCategoryView.as_view(), name="receipts-bulk-category"),
    path("bulk/delete/", BulkDeleteView.as_view(), name="receipts-bulk-delete"),
    path("bulk/reprocess/", BulkReprocessView.as_view(), name="receipts-bulk-reprocess"),
    path("bulk/restore/", BulkRestoreView.as_view(), name="receipts-bulk-restore"),
    path("bulk/unverify/", BulkUnverifyView.as_view(), name="receipts-bulk-unverify"),
    path("bulk/verify/", BulkVerifyView.as_view(), name="receipts-bulk-verify"),
    path("originals/", OriginalsView.as_view(), name="receipts-originals"),
    path("<int:pk>/", ReceiptDetailView.as_view(), name="receipt"),
    path("<int:pk>/processing_status/", ProcessingStatusView.as_view(), name="receipt-status"),
    path(
        "<int:pk>/update_extracted_data/",
        ExtractedDataView.as_view(),
        name="receipt-extracted-data",
    ),
    path("<int:pk>/verify/", VerifyView.as_view(), name="receipt-verify"),
    path("<int:pk>/unverify/", UnverifyView.as_view(), name="receipt-unverify"),
    path("<int:pk>/history/", ReceiptHistoryView.as_view(), name="receipt-history"),
    path("<int:pk>/model-requests/", ModelRequestsView.as_view(), name="receipt-model-requests"),
    path("<int:pk>/lines/", LinesView.as_view(), name="receipt-lines"),
    path("<int:pk>/pages/", PagesView.as_view(), name="receipt-pages"),
    path("<int:pk>/duplicates/", DuplicateListView.as_view(), name="receipt-duplicates"),
    path(
        "<int:pk>/duplicates/<int:duplicate_id>/resolve/",
        DuplicateResolutionView.as_view(),
        name="receipt-duplicate-resolve",
    ),
    path("<int:pk>/reprocess/", ReprocessView.as_view(), name="receipt-reprocess"),
    path("<int:pk>/split/", SplitView.as_view(), name="receipt-split"),
    path("<int:pk>/restore/", RestoreView.as_view(), name="receipt-restore"),
    path("files/<str:variant>/<path:stored_name>/", ReceiptFileView.as_view(), name="receipt-file"),
]
