"""Tokens to clauses: noun phrases, the verb complex, clauses and how they nest."""
