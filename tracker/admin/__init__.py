"""The admin: the workplace of those who review and follow up. Importing it registers every table."""
