"""Decoding of foreign bytes in processes that can be killed.

`supervisor` keeps a few `child` processes ready, each of which does one job of `work` and ends;
`pool` asks for them, from any process of the machine; `documents` says what is asked for.
"""
