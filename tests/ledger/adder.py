"""Adds records to a ledger, batch by batch, and says so after each: run as a process of its own, to be killed.

adder.py LEDGER FILE BATCH: FILE holds the additions (pickle), BATCH is how many are added at once.
"""

import pickle
import sys
from datetime import UTC, datetime
from pathlib import Path

from wortlaut.ledger import Ledger


def main(target: str, file: str, batch: str) -> None:
    additions = pickle.loads(Path(file).read_bytes())
    size = int(batch)
    with Ledger.open(target) as ledger:
        print("open", flush=True)
        for start in range(0, len(additions), size):
            ledger.add(additions[start : start + size], now=datetime(2024, 3, 7, tzinfo=UTC))
            print(*(addition.document.id for addition in additions[start : start + size]), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
