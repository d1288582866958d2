"""Messages between a learner's process and the judge: a JSON text, and the bytes of arrays."""

import json
import struct
import time

MOST_BYTES = 256 << 20  # of one message


class Closed(Exception):
    """The other end is gone, or speaks something else."""


def send(sock, message, buffers=()):
    """Send a message and its arrays' bytes."""
    text = json.dumps([message, [len(b) for b in buffers]]).encode()
    try:
        sock.sendall(b"".join([struct.pack("!Q", len(text)), text, *buffers]))
    except OSError as error:
        raise Closed from error


def receive(sock, deadline=None):
    """Wait for a message.

    Parameters
    ----------
    sock : socket.socket
    deadline : float, optional
        Of ``time.monotonic()``.

    Returns
    -------
    (message, list of bytes)

    Raises
    ------
    Closed
    TimeoutError
    """
    size = struct.unpack("!Q", _exactly(sock, 8, deadline))[0]
    if size > MOST_BYTES:
        raise Closed
    try:
        message, sizes = json.loads(_exactly(sock, size, deadline))
        if sum(sizes) > MOST_BYTES or min(sizes, default=0) < 0:
            raise Closed
        return message, [_exactly(sock, n, deadline) for n in sizes]
    except (ValueError, TypeError, RecursionError):
        raise Closed from None


def _exactly(sock, size, deadline):
    data = bytearray()
    while len(data) < size:
        try:
            if deadline is not None:
                sock.settimeout(max(deadline - time.monotonic(), 1e-3))
            part = sock.recv(min(size - len(data), 1 << 20))
        except TimeoutError:  # socket.timeout is another name of it, from Python 3.10 on
            raise
        except OSError as error:
            if type(error).__name__ == "timeout":
                raise TimeoutError from None
            raise Closed from error
        if not part:
            raise Closed
        data += part
    return bytes(data)
