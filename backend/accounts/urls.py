from django.urls import path

from accounts.views.existing_client import RefreshTokenView, TokenView
from accounts.views.profile import ProfileView

urlpatterns = [
    path("token/", TokenView.as_view(), name="token"),
    path("token/refresh/", RefreshTokenView.as_view(), name="token-refresh"),
    path("me/", ProfileView.as_view(), name="me"),
]
