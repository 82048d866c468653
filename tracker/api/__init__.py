"""The HTTP API, version 1: one package a resource, all writes through tracker.services."""
