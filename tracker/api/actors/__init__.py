"""Actors: who can be asked."""
