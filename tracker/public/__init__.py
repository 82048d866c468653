"""The few pages that recipients of a message reach without signing in, by signed links."""
