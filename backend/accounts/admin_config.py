"""App configuration that stands in for `django.contrib.admin`; a file of its own, as Django wants
one configuration for each `apps.py`."""

from django.contrib.admin.apps import AdminConfig


class StaffAdminConfig(AdminConfig):
    default_site = "accounts.admin_site.StaffSite"
