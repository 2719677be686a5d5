"""Trees of HTML → text with one blank line between paragraphs, as the segmenter wants it.

White space means nothing in HTML except where it stands for one space; only a break inside a paragraph is a line end.
The words are left as they are, no-break spaces included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["lay_out"]

_BLOCKS = frozenset(
    "address article aside blockquote body cell caption dd details div dl dt fieldset figcaption figure footer form h1 "
    "h2 h3 h4 h5 h6 head header hr item li list main nav ol p pre quote row section summary table td th tr ul".split()
)
_BREAKS = frozenset(("br", "lb"))
_SILENT = frozenset("script style template noscript iframe object svg math button select textarea graphic".split())
_SPACES = re.compile("[ \t\n\r\f]+")
_PARAGRAPH = "\x00"
_LINE = "\x01"


def lay_out(tree: HtmlElement) -> str:
    """The text of a tree of HTML, or of the tags that article extraction makes of it."""
    pieces: list[str] = []
    for event, element in _walk(tree):
        tag = element.tag
        if tag in _BREAKS and event == "start":
            pieces.append(_LINE)
        elif tag in _BLOCKS:
            pieces.append(_PARAGRAPH)
        if event == "start":
            pieces.append(_clean(element.text))
        elif element is not tree:
            pieces.append(_clean(element.tail))
    paragraphs = ("\n".join(_lines(paragraph)) for paragraph in "".join(pieces).split(_PARAGRAPH))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _walk(tree: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """Starts and ends of the elements in the order of the text, however deeply they are nested."""
    stack = [("start", tree)]
    while stack:
        event, element = stack.pop()
        silent = not isinstance(element.tag, str) or element.tag in _SILENT
        if event == "end" or not silent:
            yield event, element
        if event == "start":
            stack.append(("end", element))
            if not silent:
                stack.extend(("start", child) for child in reversed(element))


def _clean(text: str | None) -> str:
    return (text or "").replace(_PARAGRAPH, "").replace(_LINE, "")


def _lines(paragraph: str) -> list[str]:
    lines = (_SPACES.sub(" ", line).strip(" ") for line in paragraph.split(_LINE))
    return [line for line in lines if line]
