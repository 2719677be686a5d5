"""German clauses."""
