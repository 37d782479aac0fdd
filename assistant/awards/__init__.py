"""The award calculator: rules as data, exact amounts with their working, and what to ask next."""
