"""Django REST framework's generic views, as views of ours."""

from typing import Any

from rest_framework import generics

from common.api.views import APIView


class GenericAPIView(APIView, generics.GenericAPIView):
    def shown(self) -> dict[str, Any]:
        """Context of an `InputSerializer`: what GET answers of the row in the path, or of none."""
        return {
            **self.get_serializer_context(),
            "shown": lambda: [self.get_serializer(self.get_object() if self.kwargs else None)],
        }


class ListAPIView(GenericAPIView, generics.ListAPIView):
    pass


class RetrieveAPIView(GenericAPIView, generics.RetrieveAPIView):
    pass


class RetrieveDestroyAPIView(GenericAPIView, generics.RetrieveDestroyAPIView):
    pass
