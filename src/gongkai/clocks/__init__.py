"""Calendars as rows, and the ledger of what stops and moves a clock: one engine for every room."""
