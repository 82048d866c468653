"""Date and number formats that Django lacks for a language."""
