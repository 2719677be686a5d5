"""The KRAUTS corpus as it is published: folders of TimeML, and which of their files are our part "dev".

A clone has the folders ``KRAUTS_DieZeit`` and ``KRAUTS_Dolomiten-100``, and beside each one that ends in
``_Heideltime`` with what HeidelTime found in the same texts.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wortlaut.model import Span

TIMEML = ".tml"
PREFIX, HEIDELTIME = "KRAUTS_", "_Heideltime"
DEV = {"KRAUTS_DieZeit": 2, "KRAUTS_Dolomiten-100": 1}  # every second file, every file


def find_timeml(folder: Path) -> list[Path]:
    """The TimeML files of a folder by name, those of "dev" where it is a clone; nothing where there are none."""
    if _is_clone(folder):
        return [path for name, step in DEV.items() for path in find_timeml(folder / name)[::step]]
    return sorted(folder.resolve().glob(f"*{TIMEML}"))


def find_heideltime(folder: Path) -> list[Path]:
    """What HeidelTime made of the same files, as far as it is there."""
    twins = (path.parent.with_name(path.parent.name + HEIDELTIME) / path.name for path in find_timeml(folder))
    return [path for path in twins if path.is_file()]


def name_split(folder: Path) -> str:
    """The part of the corpus that a folder holds: of a clone we read "dev"."""
    return "dev" if _is_clone(folder) else folder.resolve().name


def _is_clone(folder: Path) -> bool:
    return all((folder / name).is_dir() for name in DEV)


def read_timeml(path: Path) -> dict[str, Any]:
    """A document in the form of the JSON files, named after folder and file; raises ValueError if it is no TimeML.

    The text is everything inside ``TEXT`` without the tags. A TIMEX3 without words is left out, and so are all that
    stand elsewhere.
    """
    try:
        root = ET.parse(path).getroot()
    except ET.ParseError as error:
        raise ValueError(f"not XML: {error}") from error
    body, date = root.find("TEXT"), root.find("DCT/TIMEX3")
    if body is None or date is None:
        raise ValueError("no TEXT, or no TIMEX3 in DCT")
    text = "".join(body.itertext())
    timexes = [
        {"start": span.start, "end": span.end, "type": timex.get("type"), "value": timex.get("value")}
        for timex, span in _find_timexes(body, 0)
        if span.of(text).strip()
    ]
    folder = path.parent.name.removeprefix(PREFIX).removesuffix(HEIDELTIME)
    name = path.name.removesuffix(TIMEML).removesuffix("_text.txt")
    return {"doc": f"{folder}__{name}", "dct": date.get("value"), "text": text, "timexes": timexes}


def _find_timexes(element: ET.Element, start: int) -> Iterator[tuple[ET.Element, Span]]:
    """Each TIMEX3 inside an element that begins at `start`, with its place."""
    at = start + len(element.text or "")
    for child in element:
        end = at + len("".join(child.itertext()))
        if child.tag == "TIMEX3":
            yield child, Span(at, end)
        yield from _find_timexes(child, at)
        at = end + len(child.tail or "")
