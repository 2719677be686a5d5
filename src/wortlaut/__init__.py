"""Wortlaut reads the news and keeps the record: who said what, to whom, when, and on whose word."""
