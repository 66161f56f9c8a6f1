from django.urls import path

from receipts.views.files import ReceiptFileView
from receipts.views.receipts import (
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
    path("files/<str:variant>/<path:stored_name>/", ReceiptFileView.as_view(), name="receipt-file"),
]
