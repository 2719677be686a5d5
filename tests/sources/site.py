"""What a web server on this machine answers, and reports of our own to put on it."""

from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

PARAGRAPHS = (
    "Norlands Ministerin Kara Bell hat am Dienstag in Nordhafen zugesagt, dass die Schleuse bei Ostrau bald öffne. "
    "„Wir arbeiten daran“, sagte sie.",
    "Sudaviens Minister Ilian Dorek forderte, die Arbeiten bis Ende März abzuschließen. Die Bauern warteten seit dem "
    "Herbst auf Wasser, und einen zweiten Sommer stünden sie nicht durch.",
)
TEXT = "\n\n".join(PARAGRAPHS)
ENGLISH = (
    "The minister of Norland said on Tuesday that the lock at Ostrau would be opened soon and that the farmers of the "
    "valley had been told about it. They have been waiting for water since the autumn."
)


def make_page(head: str = "", body: str = "", *, lang: str = "de", paragraphs: tuple[str, ...] = PARAGRAPHS) -> str:
    """A page as newspapers make them: navigation, an article, a footer."""
    article = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>Die Schleuse bei Ostrau</title>{head}'
        '</head><body><nav><ul><li><a href="/">Start</a></li><li><a href="/politik">Politik</a></li></ul></nav>'
        f"<article><h1>Die Schleuse bei Ostrau</h1>{article}{body}</article>"
        "<footer><p>© 2019 Morgenblatt. Alle Rechte vorbehalten.</p></footer></body></html>"
    )


@dataclass
class Site:
    """What the server answers: status, headers and body of each path; and the requests that it got."""

    url: str
    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def put(self, path: str, body: str | bytes, status: int = 200, **headers: str) -> str:
        """Put a document on the server and give its URL; underscores in names of headers are hyphens."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named.setdefault("Content-Type", "text/html")
        self.pages[path] = (status, named, body.encode() if isinstance(body, str) else body)
        return self.url + path

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, without robots.txt."""
        return [path for path, _ in self.requests if path != "/robots.txt"]


class Handler(BaseHTTPRequestHandler):
    """Answers from the pages of the site; a matching ETag or day of change is answered by 304."""

    site: Site

    def do_GET(self) -> None:
        headers = {name.lower(): ", ".join(self.headers.get_all(name, [])) for name in self.headers}
        self.site.requests.append((self.path, headers))
        status, named, body = self.site.pages.get(self.path, (404, {}, b""))
        same = headers.get("if-none-match") == named.get("ETag", "-")
        unchanged = headers.get("if-modified-since") == named.get("Last-Modified", "-")
        self.send_response(304 if same or unchanged else status)
        for name, value in named.items():
            self.send_header(name, value)
        if "Content-Length" not in named:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if not (same or unchanged):
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing on standard error."""
