"""Write records in the formats of a command: to one place, or a file for each report into a folder.

A `View` is what a command shows of records. The commands that read reports differ in their view
alone; whatever makes a format is imported when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from wortlaut.model import Record
    from wortlaut.views.output import Output

__all__ = ["ACTORS", "AGENDA", "STATEMENTS", "TIMES", "Folder", "View", "name_files"]

_INDEX = "index.html"
_TIME_PARTS = ("document", "times")
_ACTOR_PARTS = ("document", "actors", "mentions")
_AGENDA_PARTS = ("document", "actors", "agenda")


class Folder(NamedTuple):
    """How several reports go into a folder: in the format `form`, each in a file with that `ending`."""

    form: str
    ending: str
    write: Callable[[Iterable[tuple[Path, Record]], Path, dict[Path, str]], None]


def _omit_nothing(record: Record, form: str) -> str | None:
    return None


class View(NamedTuple):
    """What a command shows of records.

    `render` writes records in one of the `formats` piece by piece, JSON as an array where there are
    `several` reports. A format that makes one document of each report puts several of them into a
    `folder`. The formats in `without_issues` do not say what is odd about a text. `omit` says what a format leaves out
    of a record, or None.
    """

    formats: tuple[str, ...]
    formats_help: str
    without_issues: tuple[str, ...]
    render: Callable[[Iterable[Record], str, bool, Output], Iterator[str]]
    folder: Folder | None = None
    omit: Callable[[Record, str], str | None] = _omit_nothing


def name_files(stems: Iterable[str], ending: str) -> list[str]:
    """Name one file for each report, after its own; reports of the same name are told apart by a number."""
    taken = {_INDEX}
    names = []
    for stem in stems:
        name, count = f"{stem}{ending}", 1
        while name.casefold() in taken:
            count += 1
            name = f"{stem}-{count}{ending}"
        taken.add(name.casefold())
        names.append(name)
    return names


def _render_statements(records: Iterable[Record], form: str, several: bool, output: Output) -> Iterator[str]:
    if form in ("json", "jsonl"):
        return _render_json(records, form, several)
    if form == "html":
        from wortlaut.views.page import write_page

        return map(write_page, records)
    if form == "plover":
        from wortlaut.views.plover import write_plover

        return chain.from_iterable(map(write_plover, records))
    if form == "cameo":
        from wortlaut.views.cameo import write_cameo

        return chain.from_iterable(map(write_cameo, records))
    from wortlaut.views.terminal import show_table, show_text

    colour = output.is_terminal
    if form == "table":
        return _part(show_table(record, width=output.width, colour=colour) for record in records)
    return _part(show_text(record, colour=colour) for record in records)


def _omit_from_statements(record: Record, form: str) -> str | None:
    if form != "cameo":
        return None
    from wortlaut.views.cameo import count_omitted

    return count_omitted(record)


def _render_times(records: Iterable[Record], form: str, several: bool, output: Output) -> Iterator[str]:
    if form in ("json", "jsonl"):
        return _render_json(records, form, several, _TIME_PARTS)
    if form == "timeml":
        from wortlaut.views.timeml import write_timeml

        return map(write_timeml, records)
    from wortlaut.views.terminal import show_times

    return _part(show_times(record, width=output.width, colour=output.is_terminal) for record in records)


def _render_actors(records: Iterable[Record], form: str, several: bool, output: Output) -> Iterator[str]:
    if form in ("json", "jsonl"):
        return _render_json(records, form, several, _ACTOR_PARTS)
    from wortlaut.views.terminal import show_actors

    return _part(show_actors(record, width=output.width, colour=output.is_terminal) for record in records)


def _render_agenda(records: Iterable[Record], form: str, several: bool, output: Output) -> Iterator[str]:
    if form in ("json", "jsonl"):
        return _render_json(records, form, several, _AGENDA_PARTS)
    if form == "ics":
        from wortlaut.views.calendar import write_calendar

        return iter([write_calendar(records)])
    from wortlaut.views.terminal import show_agenda

    return _part(show_agenda(record, width=output.width, colour=output.is_terminal) for record in records)


def _render_json(records: Iterable[Record], form: str, several: bool, parts: tuple[str, ...] = ()) -> Iterator[str]:
    from wortlaut.views.export import to_json, to_json_array, to_jsonl

    if form == "jsonl":
        return to_jsonl(records, parts)
    return to_json_array(records, parts) if several else (to_json(record, parts) for record in records)


def _part(written: Iterable[str]) -> Iterator[str]:
    """A blank line between one document and the next."""
    for position, text in enumerate(written):
        yield f"\n{text}" if position else text


def _write_pages(records: Iterable[tuple[Path, Record]], folder: Path, names: dict[Path, str]) -> None:
    """Write one page for each record into `folder`, and an index, which leads to them."""
    from wortlaut.views.output import Output, make_folder
    from wortlaut.views.page import index_line, write_index, write_page

    make_folder(folder)
    lines = []
    for path, record in records:
        with Output(folder / names[path], "html") as output:
            output.write(write_page(record))
        lines.append(index_line(record, names[path]))
    with Output(folder / _INDEX, "html") as output:
        output.write(write_index(lines))


def _write_timeml_files(records: Iterable[tuple[Path, Record]], folder: Path, names: dict[Path, str]) -> None:
    """Write one TimeML document for each record into `folder`."""
    from wortlaut.views.output import Output, make_folder
    from wortlaut.views.timeml import write_timeml

    make_folder(folder)
    for path, record in records:
        with Output(folder / names[path], "timeml") as output:
            output.write(write_timeml(record))


STATEMENTS = View(
    formats=("table", "text", "json", "jsonl", "html", "plover", "cameo"),
    formats_help=(
        "A table of statements, agenda and events, the text with its quotes marked, JSON, one line of JSON per report, "
        "a web page, or the events alone: PLOVER JSON, or CAMEO's tab-separated lines."
    ),
    without_issues=("text", "plover", "cameo"),
    render=_render_statements,
    folder=Folder("html", ".html", _write_pages),
    omit=_omit_from_statements,
)
TIMES = View(
    formats=("table", "json", "jsonl", "timeml"),
    formats_help="A table of times, JSON, one line of JSON per report, or the text with its times marked in TimeML.",
    without_issues=("json", "jsonl", "timeml"),
    render=_render_times,
    folder=Folder("timeml", ".tml", _write_timeml_files),
)
ACTORS = View(
    formats=("table", "json", "jsonl"),
    formats_help="A table of actors, JSON, or one line of JSON per report.",
    without_issues=("json", "jsonl"),
    render=_render_actors,
)
AGENDA = View(
    formats=("table", "ics", "json", "jsonl"),
    formats_help="A table of what is due, a calendar (iCalendar), JSON, or one line of JSON per report.",
    without_issues=("ics", "json", "jsonl"),
    render=_render_agenda,
)
