"""Reads an Arabic article and returns its meetings and commitments: a pure function of text and date."""
