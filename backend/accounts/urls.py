from django.urls import path

from accounts.views.api_keys import ApiKeyListView, ApiKeyView
from accounts.views.existing_client import (
    LogoutView,
    MeView,
    RefreshTokenView,
    RegisterView,
    ResendVerificationView,
    TokenView,
    VerifyEmailView,
)
from accounts.views.options import CountriesView, DemoView, OptionsView
from accounts.views.password import (
    PasswordChangeView,
    PasswordResetRequestView,
    PasswordResetView,
)
from accounts.views.sessions import SessionListView, SessionView

urlpatterns = [
    path("options/", OptionsView.as_view(), name="account-options"),
    path("countries/", CountriesView.as_view(), name="account-countries"),
    path("demo/", DemoView.as_view(), name="account-demo"),
    path("token/", TokenView.as_view(), name="token"),
    path("token/refresh/", RefreshTokenView.as_view(), name="token-refresh"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("register/", RegisterView.as_view(), name="register"),
    path("verify-email/", VerifyEmailView.as_view(), name="verify-email"),
    path(
        "resend-verification-email/",
        ResendVerificationView.as_view(),
        name="resend-verification-email",
    ),
    path("me/", MeView.as_view(), name="me"),
    path("password/change/", PasswordChangeView.as_view(), name="password-change"),
    path("password/reset/", PasswordResetRequestView.as_view(), name="password-reset"),
    path("reset-password/", PasswordResetView.as_view(), name="reset-password"),
    path("sessions/", SessionListView.as_view(), name="session-list"),
    path("sessions/<int:pk>/", SessionView.as_view(), name="session"),
    path("api-keys/", ApiKeyListView.as_view(), name="api-key-list"),
    path("api-keys/<int:pk>/", ApiKeyView.as_view(), name="api-key"),
]
