"""The first station: from characters to tagged tokens and sentences."""
