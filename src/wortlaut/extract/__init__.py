"""Clauses to claims: who is meant, when, and who said what."""
