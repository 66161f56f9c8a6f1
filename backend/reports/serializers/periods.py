"""Periods that a report can be asked for."""

from rest_framework import serializers

from reports.api.answer import PeriodSerializer
from reports.registry import REPORTS


class TaxYearSerializer(serializers.Serializer):
    name = serializers.CharField(help_text="`2026`, or `2026/27`")
    start_date = serializers.DateField(source="period.start")
    end_date = serializers.DateField(source="period.end")
    entries = serializers.IntegerField(help_text="how many have a date in it")
    quarters = PeriodSerializer(many=True, help_text="in order")


class UsualPeriodSerializer(serializers.Serializer):
    report = serializers.ChoiceField(choices=[*REPORTS])
    start_date = serializers.DateField(source="period.start")
    end_date = serializers.DateField(source="period.end")


class PeriodsSerializer(serializers.Serializer):
    """By the account's time zone and its first month of the tax year."""

    today = serializers.DateField(help_text="in the time zone of the account")
    tax_years = TaxYearSerializer(
        many=True, help_text="the current one and each with entries, the latest first"
    )
    usual = UsualPeriodSerializer(
        many=True, help_text="of which days each report is where none are given"
    )
