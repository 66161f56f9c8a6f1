from django.urls import path

from subscriptions import views

urlpatterns = [
    path("api/details/", views.DetailsView.as_view(), name="subscription-details"),
    path("api/plans/", views.PlansView.as_view(), name="subscription-plans"),
    path("api/checkout/", views.CheckoutView.as_view(), name="subscription-checkout"),
    path("api/cancel/", views.CancelView.as_view(), name="subscription-cancel"),
    path("api/change-plan/", views.ChangePlanView.as_view(), name="subscription-change-plan"),
    path("api/customer-portal/", views.CustomerPortalView.as_view(), name="subscription-portal"),
    path("api/payment-history/", views.PaymentHistoryView.as_view(), name="subscription-payments"),
    path("api/process-success/", views.ProcessSuccessView.as_view(), name="subscription-success"),
    path("api/health/", views.HealthView.as_view(), name="subscription-health"),
    path("webhook/", views.stripe_webhook, name="stripe-webhook"),
]
