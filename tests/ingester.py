"""Adds reports to a ledger and says so, step by step, for tests that kill it: ``python ingester.py LEDGER FOLDER``."""

import sys
from datetime import UTC, datetime

from wortlaut import ingest
from wortlaut.ingest import Ingestion, Outcome
from wortlaut.ledger import Ledger

ingest.BATCH = 3


def tell(outcome: Outcome) -> None:
    """Say what became of a report, at once."""
    print(outcome.result, outcome.document, flush=True)


with Ledger.open(sys.argv[1]) as ledger:
    print("open", None, flush=True)
    with Ingestion(ledger, now=lambda: datetime.now(UTC), watch=tell) as ingestion:
        ingestion.add(sys.argv[2])
