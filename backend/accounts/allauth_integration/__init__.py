"""allauth, fitted to this project; its internals are reached by `accounts.allauth_internals`."""
