from django.urls import path

from receipts.views import (
    ProcessingStatusView,
    ReceiptDetailView,
    ReceiptListView,
    ReprocessView,
)

urlpatterns = [
    path("", ReceiptListView.as_view(), name="receipts"),
    path("<int:pk>/", ReceiptDetailView.as_view(), name="receipt"),
    path("<int:pk>/processing_status/", ProcessingStatusView.as_view(), name="receipt-status"),
    path("<int:pk>/reprocess/", ReprocessView.as_view(), name="receipt-reprocess"),
]
