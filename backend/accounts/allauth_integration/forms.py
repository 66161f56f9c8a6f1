"""Sign-up form: what it asks beyond the address and the password."""

from django import forms
from django.http import HttpRequest

from accounts.models import User


class SignUpForm(forms.Form):
    """allauth builds its own sign-up form on top of this one and saves the names itself."""

    first_name = forms.CharField(max_length=150, required=False)
    last_name = forms.CharField(max_length=150, required=False)

    def signup(self, request: HttpRequest, user: User) -> None:
        """Nothing is left to do."""
