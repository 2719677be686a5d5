"""A web server on this machine."""

import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer

import pytest

from tests.sources.site import Handler, Site


@pytest.fixture
def site() -> Iterator[Site]:
    """A server on this machine that runs as long as the test."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        Handler.site = Site(f"http://127.0.0.1:{server.server_port}")
        yield Handler.site
        server.shutdown()
        thread.join()
