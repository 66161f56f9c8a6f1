"""Sign-up form: what it asks beyond the address and the password."""

from django import forms
from django.conf import settings
from django.http import HttpRequest

from accounts.models import User
from accounts.models.user import validate_time_zone
from accounts.profile_codes import country_codes, currency_codes

# Of the profile, if somebody tells it at the door.
BOOKS = (
    "country", "home_currency", "date_order", "tax_year_start_month", "time_zone", "language",
)  # fmt: skip


class SignUpForm(forms.Form):
    """allauth builds its own sign-up form on top of this one and saves the names itself."""

    first_name = forms.CharField(max_length=150, required=False)
    last_name = forms.CharField(max_length=150, required=False)
    country = forms.ChoiceField(choices=lambda: _twice(country_codes()), required=False)
    home_currency = forms.ChoiceField(choices=lambda: _twice(currency_codes()), required=False)
    date_order = forms.ChoiceField(choices=User.DateOrder.choices, required=False)
    tax_year_start_month = forms.IntegerField(min_value=1, max_value=12, required=False)
    language = forms.ChoiceField(choices=settings.LANGUAGES, required=False)
    time_zone = forms.CharField(required=False, validators=[validate_time_zone])

    def signup(self, request: HttpRequest, user: User) -> None:
        """How the books are kept, as far as somebody has said so."""
        told = [name for name in BOOKS if self.cleaned_data.get(name)]
        for name in told:
            setattr(user, name, self.cleaned_data[name])
        if told:
            user.save(update_fields=told)


def _twice(codes: frozenset[str]) -> list[tuple[str, str]]:
    return [(code, code) for code in sorted(codes)]
