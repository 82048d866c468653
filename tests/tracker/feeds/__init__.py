"""Calendars and news under private addresses."""
