"""The HTTP API through its public door."""
