"""Meetings: listed, reviewed and edited."""
