"""Articles: submitted, listed, extracted and tried again."""
