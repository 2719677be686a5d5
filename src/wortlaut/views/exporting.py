"""Write a ledger in the formats of an export: one stream, or a folder of files, report by report in the order of ids.

The same reports give the same bytes, in whatever order they were added and in whatever database they are. A file
appears under its name when it is complete.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wortlaut.errors import InputError
from wortlaut.views.output import Output, make_folder

if TYPE_CHECKING:
    from wortlaut.ledger import Ledger
    from wortlaut.ledger.reads_exports import Exported
    from wortlaut.model import Record

__all__ = ["FOLDERS", "FORMATS", "write_export"]

FORMATS = ("jsonl", "csv", "parquet", "plover", "cameo", "timeml", "tei", "jsonld", "ics")
FOLDERS = ("csv", "parquet", "timeml")
"""The formats that are a folder of files."""

_PART = ".part"
_SURROGATE = re.compile("[\ud800-\udfff]")
Watch = Callable[["Record"], None]


def write_export(ledger: Ledger, form: str, target: Path | None, watch: Watch, **conditions: Any) -> None:
    """Write what the conditions choose (those of `list_exported`); None as target is standard output.

    `watch` is told each record that has been read. InputError where it cannot be written.
    """
    from wortlaut.ledger.reads_exports import list_exported

    reports = _watch(list_exported(ledger, **conditions), watch)
    if form in FOLDERS:
        if target is None:
            raise InputError(f"{form} is a folder of files; name it with --output FOLDER")
        _write_folder(ledger, reports, form, target)
        return
    with _open_whole(target, form) as output:
        for text in _render(reports, form):
            output.write(text)


def _watch(reports: Iterable[Exported], watch: Watch) -> Iterator[Exported]:
    for report in reports:
        yield report
        watch(report.record)


@contextmanager
def _open_whole(target: Path | None, form: str) -> Iterator[Output]:
    """An output whose file has its name only when all of it is written; of what breaks off nothing stays."""
    if target is None:
        with Output(None, form) as output:
            yield output
        return
    part = target.with_name(target.name + _PART)
    try:
        with Output(part, form) as output:
            output.write("")
            yield output
        part.replace(target)
    except OSError as error:
        raise InputError(f"{target}: cannot be written ({error.strerror}); choose another --output") from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _write_folder(ledger: Ledger, reports: Iterable[Exported], form: str, folder: Path) -> None:
    if form == "timeml":
        from wortlaut.views.timeml import write_timeml

        make_folder(folder)
        for report in reports:
            with _open_whole(folder / f"{report.record.document.id}.tml", form) as output:
                output.write(write_timeml(report.record))
        return
    from wortlaut.ledger.reads_exports import TABLES, list_judged
    from wortlaut.views.tabular import write_tables

    judged = {name: list_judged(ledger, name) for name in ("cross_links", "judgements")}
    write_tables(reports, judged, TABLES, form=form, folder=folder)


def _render(reports: Iterable[Exported], form: str) -> Iterator[str]:
    if form == "jsonl":
        return map(_write_line, reports)
    records = (report.record for report in reports)
    told = ((report.record, report.told) for report in reports)
    if form == "plover":
        from wortlaut.views.plover import write_plover

        return (line for record in records for line in write_plover(record))
    if form == "cameo":
        from wortlaut.views.cameo import write_cameo

        return (line for record in records for line in write_cameo(record))
    if form == "tei":
        from wortlaut.views.tei import write_tei

        return write_tei(told)
    if form == "jsonld":
        from wortlaut.views.jsonld import write_jsonld

        return write_jsonld(told)
    from wortlaut.views.calendar import stream_calendar

    return stream_calendar(records)


def _write_line(report: Exported) -> str:
    """The record as `wortlaut read` writes it; its document has also its text and what its source told."""
    content = report.record.to_dict()
    told = {name: report.told[name] for name in ("outlet", "byline", "meta")}
    content["document"] |= {**told, "text": report.record.document.text}
    text = json.dumps(content, ensure_ascii=False)
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"
