"""Commitments: listed, reviewed and edited."""
