"""Reads across relations, each with all it needs in a fixed number of queries."""
