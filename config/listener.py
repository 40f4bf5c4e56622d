"""The address a site listens on: checked, bound once, and asked whether the site answers there."""

import contextlib
import errno
import http.client
import socket

from common.sent_values import parse_number

LIVENESS_PATH = "/livez"


class AddressError(Exception):
    """The site cannot listen there; the message is one sentence for the person who started it."""


def parse_port(text: str) -> int:
    """Return a port from 1 to 65535, or raise AddressError."""
    port = parse_number(text, largest=65_535)
    if not port:
        raise AddressError(f"PORT is “{text}”, but a port is a whole number from 1 to 65535.")
    return port


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket on `host` and `port`, or raise AddressError when it cannot be had."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise AddressError(f"HOST is “{host}”, which is not an address of this machine ({error.strerror}).") from error
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(2048)
    except OSError as error:
        listener.close()
        raise AddressError(_refusal(host, port, error)) from error
    return listener


def _refusal(host: str, port: int, error: OSError) -> str:
    match error.errno:
        case errno.EADDRINUSE:
            return f"Port {port} is taken by another program; stop it, or choose another one, such as PORT={port + 1}."
        case errno.EACCES:
            return f"Port {port} needs more rights than this account has; choose one above 1023, such as PORT=8000."
        case _:
            return f"Diptych cannot listen on {host} port {port}: {error.strerror}."


def url(host: str, port: int) -> str:
    """Return the address to open in a browser on this machine."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{shown}:{port}/"


def is_answering(host: str, port: int, timeout_seconds: float = 1.0) -> bool:
    """Tell whether the site answers its liveness check."""
    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    connection = http.client.HTTPConnection(target, port, timeout=timeout_seconds)
    with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(connection):
        connection.request("GET", LIVENESS_PATH)
        return connection.getresponse().status == http.client.OK
    return False
