"""A whole installation, on real servers, with processes that die."""
