"""Every path but those of the server itself: the History API makes paths of the client's own."""

from django.urls import re_path

from webclient.views import page

_OTHERS = "api|admin|static|healthz|readyz|metrics"

urlpatterns = [re_path(rf"^(?!(?:{_OTHERS})(?:/|$))(?P<path>.*)$", page, name="client")]
