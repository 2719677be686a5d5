"""German word forms."""
