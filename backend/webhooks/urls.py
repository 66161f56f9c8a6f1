from django.urls import path

from webhooks.views import (
    WebhookDeliveryListView,
    WebhookDetailView,
    WebhookListView,
    WebhookReplayView,
    WebhookSecretView,
)

urlpatterns = [
    path("", WebhookListView.as_view(), name="webhook-list"),
    path("<int:pk>/", WebhookDetailView.as_view(), name="webhook"),
    path("<int:pk>/rotate-secret/", WebhookSecretView.as_view(), name="webhook-secret"),
    path("<int:pk>/deliveries/", WebhookDeliveryListView.as_view(), name="webhook-deliveries"),
    path("<int:pk>/replay/", WebhookReplayView.as_view(), name="webhook-replay"),
]
