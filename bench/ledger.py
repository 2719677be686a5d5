"""A ledger of many reports: what adding costs beside reading, searching, adding again, and being killed.

The texts of the folders are repeated under changed names and days until there are enough of them; without a folder
they are the invented reports. Nothing of them is kept.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from hashlib import sha256
from itertools import chain
from pathlib import Path
from statistics import median

from bench.measuring import clock, describe_machine, split_words
from bench.reports import make_reports, read_reports
from eval.reporting import align
from wortlaut.ingest import BATCH, Ingestion, Tally, link
from wortlaut.ledger import Ledger
from wortlaut.pipeline import read
from wortlaut.sources.items import Item

SEED = 20240305
MOST_SLOWER = 0.15
SLOWEST_SEARCH = 50.0  # milliseconds
MOST_GROWTH = 1.1  # of memory, from the first quarter of the documents to the last
SEARCHES = 60
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Reports:
    """Reports as a source gives them."""

    reports: Sequence[Item]

    def items(self) -> Iterator[Item]:
        """Give one after the other."""
        yield from self.reports


@dataclass(frozen=True, slots=True)
class Speed:
    """Seconds of reading alone and of adding, and MiB held at most after a quarter of the documents and in the end."""

    read: float
    add: float
    quarter: float
    end: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; 1 where one of them is not what it should be."""
    options = _parse(arguments)
    texts = list(chain.from_iterable(map(read_reports, options.folders))) or make_reports(850)
    items = [_make_item(texts[number % len(texts)], number) for number in range(options.documents)]
    tokens = sum(len(split_words(item.text)) for item in items)
    print(f"Adding {len(items)} documents, {tokens} tokens; {describe_machine()}", flush=True)
    with tempfile.TemporaryDirectory(prefix="wortlaut-bench-") as folder:
        held = [_measure(items, tokens, Path(folder, "news.db"), linking=options.link)]
        if options.kills:
            held.append(_kill(items[: options.killed], Path(folder), options.kills))
    return int(not all(held))


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="A ledger: adding, searching, adding again, being killed.")
    parser.add_argument("folders", metavar="FOLDER", nargs="*", type=Path, help="take the .txt and .json files in here")
    parser.add_argument("--documents", type=int, default=2000, help="how many documents to add (%(default)s)")
    parser.add_argument("--link", action="store_true", help="look for links between them as well, which takes longer")
    parser.add_argument("--kills", type=int, default=10, help="how often to kill a run (%(default)s)")
    parser.add_argument("--killed", type=int, default=400, help="documents of the run that is killed (%(default)s)")
    return parser.parse_args(arguments)


def _make_item(text: str, number: int) -> Item:
    """A report under a name of its own and of a day of its own."""
    day = date(2024, 1, 1) + timedelta(days=number % 366)
    name = f"{number:05d}.txt"
    return Item(text, name, name, published=day.isoformat(), language="de", outlet=f"Blatt {number % 7}")


def _measure(items: Sequence[Item], tokens: int, path: Path, *, linking: bool) -> bool:
    """Add the reports, search them and add them again; whether all is as it should be."""
    for text in {item.text for item in items}:
        read(text)  # every word has been met before, so that neither side meets them first
    with Ledger.open(path) as ledger:
        speed = _add_and_read(items, ledger)
        searches = _search(items, ledger)
        if linking:
            spent, links = clock(partial(link, ledger))
            print(f"Linking: {links} links, {1000 * spent / len(items):.1f} ms a document", flush=True)
        before = _digest(ledger)
        seconds, tally = clock(partial(_add, items, ledger))
        same = _digest(ledger) == before
        failures = len(list(ledger.verify()))
    slower, growth = 1 - speed.read / speed.add, speed.end / speed.quarter
    size = sum(each.stat().st_size for each in path.parent.glob(f"{path.name}*"))
    rows = [
        ("reader alone", f"{tokens / speed.read:,.0f}", "tokens/s"),
        ("adding", f"{tokens / speed.add:,.0f}", "tokens/s"),
        ("adding is slower by", f"{100 * slower:.1f}", "%"),
        ("searching, median", f"{median(searches):.1f}", "ms"),
        (f"searching, slowest of {len(searches)}", f"{max(searches):.1f}", "ms"),
        ("adding again, a document", f"{1000 * seconds / len(items):.2f}", "ms"),
        ("added again", tally.added, ""),
        ("exports after that", "same" if same else "DIFFERENT", ""),
        ("memory after a quarter", f"{speed.quarter:,.0f}", "MiB"),
        ("memory in the end", f"{speed.end:,.0f}", "MiB"),
        ("size of the ledger", f"{size / 2**20:,.0f}", "MiB"),
        ("failures found by verify", failures, ""),
    ]
    print(align(("", "", ""), rows).lstrip("\n"), flush=True)
    fast = slower <= MOST_SLOWER and max(searches) < SLOWEST_SEARCH
    return fast and same and not failures and not tally.added and growth < MOST_GROWTH


def _add_and_read(items: Sequence[Item], ledger: Ledger) -> Speed:
    """Read alone and add in turns, batch by batch, so that what else the machine does slows both alike.

    Who comes second in a batch meets its words again: each of the two does so every other time.
    """
    read_time = add_time = quarter = 0.0
    done = 0
    for start in range(0, len(items), BATCH):
        reports = items[start : start + BATCH]
        if start // BATCH % 2:
            read_time += clock(partial(_read, reports))[0]
        add_time += clock(partial(_add, reports, ledger))[0]
        if not start // BATCH % 2:
            read_time += clock(partial(_read, reports))[0]
        done += len(reports)
        if not quarter and done * 4 >= len(items):
            quarter = _peak_memory()
    return Speed(read_time, add_time, quarter, _peak_memory())


def _read(reports: Sequence[Item]) -> None:
    for item in reports:
        read(item.text, published=item.published, language=item.language, source=item.source)


def _add(reports: Sequence[Item], ledger: Ledger) -> Tally:
    with Ingestion(ledger, now=_now) as ingestion:
        ingestion.take(Reports(reports), "reports")
    return ingestion.tally


def _search(items: Sequence[Item], ledger: Ledger) -> list[float]:
    """Milliseconds of searches for words that are common and rare, one and several, alone and with a day."""
    chance = random.Random(SEED)
    words = sorted({word for item in items for word in split_words(item.text) if len(word) > 3 and word.isalpha()})
    times = []
    for number in range(SEARCHES):
        text = chance.choice(items).text.split()
        asked = (
            chance.choice(words),
            " ".join(chance.sample([word for word in text if word.isalpha()] or words, 1)),
            f'"{" ".join(text[:2])}"',
            f"{chance.choice(words)[:4]}*",
        )[number % 4]
        since = "2024-06" if number % 3 == 0 else None
        for find in (ledger.statements, ledger.documents):
            times.append(1000 * clock(partial(_exhaust, partial(find, words=asked, since=since, limit=SHOWN)))[0])
    return times


def _exhaust(find: Callable[[], Iterable[object]]) -> int:
    """Ask and take all that is found; how much that is."""
    return sum(1 for _ in find())


def _digest(ledger: Ledger) -> str:
    """A hash of all that is exported: records, links, what is known of the documents but when they were seen."""
    from wortlaut.views.export import to_jsonl

    digest = sha256()
    for line in to_jsonl(ledger.records()):
        digest.update(line.encode("utf-8", "surrogatepass"))
    for row in ledger.documents():
        digest.update(repr((row.id, row.published, row.outlet, row.title, row.source, row.meta)).encode())
    for found in ledger.cross_links():
        digest.update(repr(found).encode())
    return digest.hexdigest()


def _kill(items: Sequence[Item], folder: Path, kills: int) -> bool:
    """Add files by the command, kill it at random moments and run it again; whether that leaves no trace."""
    reports = folder / "reports"
    reports.mkdir()
    for item in items:
        (reports / item.where).write_text(item.text, encoding="utf-8")
    seconds, _ = clock(partial(_run_add, reports, folder / "undisturbed.db", None))
    chance = random.Random(SEED)
    target = folder / "killed.db"
    interrupted = sum(_run_add(reports, target, chance.uniform(0.2, 0.5) * seconds) for _ in range(kills))
    _run_add(reports, target, None)
    with Ledger.open(folder / "undisturbed.db") as whole, Ledger.open(target) as killed:
        same = _digest(whole) == _digest(killed) and killed.stats().documents == len(items)
        failures = len(list(killed.verify()))
    said = "same" if same else "DIFFERENT"
    print(f"\nKilled {interrupted} times while adding {len(items)} files: exports {said}, {failures} failures")
    return same and not failures


def _run_add(reports: Path, ledger: Path, kill_after: float | None) -> bool:
    """Run `wortlaut add`, and kill it after so many seconds; whether it was killed."""
    command = [sys.executable, "-m", "wortlaut", "add", ".", "--ledger", str(ledger), "--date", "2024-03-05"]
    command += ["--language", "de"]
    process = subprocess.Popen(command, cwd=reports, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(kill_after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return False


def _now() -> datetime:
    return datetime.now(UTC)


def _peak_memory() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 1024  # macOS counts bytes, Linux KiB


if __name__ == "__main__":
    sys.exit(main())
