"""Searches that users keep, follow and read feeds of."""
