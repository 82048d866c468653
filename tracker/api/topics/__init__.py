"""Topics that commitments are put under."""
