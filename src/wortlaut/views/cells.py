"""What all tables of the terminal are made of: the table itself, its cells, and words that fit into them."""

from __future__ import annotations

import io

from rich import box
from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from wortlaut.views.marks import tidy

__all__ = ["NOT_KNOWN", "close_console", "open_console", "open_table", "shorten", "write_cell"]

NOT_KNOWN = "–"


def open_table(colour: bool) -> Table:
    """A table whose first column is the number; lines only where there are colours."""
    table = Table(
        box=box.SIMPLE_HEAD if colour else None,
        expand=True,
        pad_edge=False,
        padding=(0, 1) if colour else (0, 2, 0, 0),
        header_style="bold",
    )
    table.add_column("No", justify="right", no_wrap=True)
    return table


def write_cell(words: str | Text, details: str) -> Text:
    """Words with details below them."""
    cell = Text(tidy(words)) if isinstance(words, str) else words.copy()
    if details:
        cell.append(f"\n{tidy(details)}", Style(dim=True, bold=False))
    return cell


def shorten(words: str, limit: int) -> str:
    """Leave out the middle of long words, whole words where possible."""
    if len(words) <= limit:
        return words
    head, tail = words[: limit * 2 // 3], words[-(limit // 3) :]
    return f"{head.rpartition(' ')[0] or head} … {tail.partition(' ')[2] or tail}"


def open_console(width: int, colour: bool) -> Console:
    """A terminal of that width, which writes into memory."""
    return Console(
        file=io.StringIO(),
        width=width,
        force_terminal=colour,
        color_system="auto" if colour else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )


def close_console(console: Console, colour: bool) -> str:
    """What was written; without colours no line ends in blanks."""
    assert isinstance(console.file, io.StringIO)
    written = console.file.getvalue()
    return written if colour else "\n".join(line.rstrip(" ") for line in written.split("\n"))
