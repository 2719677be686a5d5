"""Bytes in: where reports come from."""
