"""Compiled SQL: statements that are made once of Django's own, and then only given their values.

Django makes the SQL of a queryset anew each time, which takes a processor several times as long as
the database needs to answer. It pays where every call asks the same; elsewhere a queryset will do.
"""
