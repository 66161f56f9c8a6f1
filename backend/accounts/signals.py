"""What other apps may want to know about accounts, since accounts does not know them."""

from django.dispatch import Signal

# Sent inside the transaction that deletes an account, before its rows go; argument: `user`.
account_closing = Signal()
