"""The German pack."""
