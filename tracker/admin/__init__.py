"""The admin: the workplace of those who review and follow up. Importing it registers every table."""

# The order here is the order of the tables.
from tracker.admin import articles, commitments, meetings, actors, sources  # noqa: F401, I001
from tracker.admin import follow_up, searches, reminding, subscribing, history, access, feed_keys  # noqa: F401
