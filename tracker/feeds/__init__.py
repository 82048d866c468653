"""Calendars (iCal) and news (Atom) under private addresses, for the programs that people read them with."""
