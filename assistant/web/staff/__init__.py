"""The staff area: sign-in, and what users said of the answers; none without staff in the settings."""
