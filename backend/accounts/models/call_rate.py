"""Call rates: how fast an account has been calling."""

from django.conf import settings
from django.db import models


class CallRate(models.Model):
    """One account's use of one rate, by the generic cell rate algorithm (ITU-T I.371).

    `used_until`, in seconds since 1970, is the moment by which all that was counted is worn off at
    the allowed pace; a call fits while that is no further ahead than the rate's own time.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="call_rates"
    )
    name = models.CharField(max_length=40)
    used_until = models.FloatField(default=0.0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="one_row_for_each_call_rate")
        ]

    def __str__(self) -> str:
        return f"{self.name} of user {self.owner_id}"
