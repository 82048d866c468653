"""A real HTTP receiver of webhooks, in a thread."""

import ssl
import subprocess
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self


@dataclass
class Received:
    """One request as it came over the wire."""

    path: str
    headers: dict[str, str]
    body: str


@dataclass
class Receiver:
    """Keeps what it gets and answers with `status` (or what `answer` says), after `headers`."""

    status: int = 204
    headers: dict[str, str] = field(default_factory=dict)
    answer: Callable[[], int] | None = None
    certificate: tuple[Path, Path] | None = None
    requests: list[Received] = field(default_factory=list)

    def __enter__(self) -> Self:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                body = self.rfile.read(length).decode()
                receiver.requests.append(Received(self.path, dict(self.headers), body))
                self.send_response(receiver.answer() if receiver.answer else receiver.status)
                for name, value in receiver.headers.items():
                    self.send_header(name, value)
                self.end_headers()

            def do_GET(self) -> None:
                self.do_POST()

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if self.certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*self.certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        """The receiver's address."""
        scheme = "https" if self.certificate else "http"
        return f"{scheme}://127.0.0.1:{self._server.server_port}/hooks?for=ahd"


def certificate_for(host: str, folder: Path) -> tuple[Path, Path]:
    """A self-signed certificate of a host and its key, made for a test."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    command = f"openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -keyout {key} -out {certificate}"
    named = f"-subj /CN={host} -addext subjectAltName=DNS:{host}"
    subprocess.run([*command.split(), *named.split()], check=True, capture_output=True)
    return certificate, key
