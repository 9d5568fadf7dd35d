"""As much of WebSocket as tests need: text frames, both ways, over plain sockets."""

from __future__ import annotations

import os
import socket
import struct
from contextlib import suppress
from threading import Lock
from typing import BinaryIO
from urllib.parse import urlsplit

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10


class WebSocket:
    """One end. ``masks``: it is the client's, whose frames are masked."""

    def __init__(self, connection: socket.socket, reader: BinaryIO, *, masks: bool) -> None:
        self._connection = connection
        self._reader = reader
        self._masks = masks
        self._writing = Lock()

    @classmethod
    def open(cls, url: str) -> WebSocket:
        """Connect as a client."""
        parts = urlsplit(url)
        connection = socket.create_connection((parts.hostname or "", parts.port or 80), timeout=20)
        connection.settimeout(None)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.sendall(
            f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n".encode()
        )
        reader = connection.makefile("rb")
        status = reader.readline()
        assert b"101" in status, status
        while reader.readline().strip():
            pass
        return cls(connection, reader, masks=True)

    def read(self) -> tuple[int, bytes] | None:
        """The next whole message, (kind, content); ``None`` where the connection has ended."""
        kind, content = 0, b""
        while True:
            try:
                head = self._reader.read(2)
                if len(head) < 2:
                    return None
                size = head[1] & 0x7F
                if size == 126:
                    (size,) = struct.unpack(">H", self._reader.read(2))
                elif size == 127:
                    (size,) = struct.unpack(">Q", self._reader.read(8))
                mask = self._reader.read(4) if head[1] & 0x80 else b"\0\0\0\0"
                piece = self._reader.read(size)
            except (OSError, ValueError, struct.error):
                return None
            content += bytes(byte ^ mask[n % 4] for n, byte in enumerate(piece))
            kind = head[0] & 0x0F or kind
            if head[0] & 0x80:
                return kind, content

    def write(self, content: bytes, kind: int = TEXT) -> None:
        mask = os.urandom(4) if self._masks else b""
        if mask:
            content = bytes(byte ^ mask[n % 4] for n, byte in enumerate(content))
        bit = 0x80 if mask else 0
        size = len(content)
        if size < 126:
            head = struct.pack(">BB", 0x80 | kind, bit | size)
        elif size < 65536:
            head = struct.pack(">BBH", 0x80 | kind, bit | 126, size)
        else:
            head = struct.pack(">BBQ", 0x80 | kind, bit | 127, size)
        with self._writing:
            self._connection.sendall(head + mask + content)

    def close(self) -> None:
        with suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)
        self._reader.close()
        self._connection.close()
