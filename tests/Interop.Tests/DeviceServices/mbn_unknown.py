"""mbn_unknown.py: a peer that says something unknown before each answer; the client passes it over."""

import socket
import struct
import threading

import mbn

UNKNOWN = [struct.pack("<IIII", 0x80000009, 16, 1, 0x7A7A7A7A), struct.pack("<III", 0x7F, 12, 0)]


def serve(connection):
    """Answers OPEN and CLOSE."""
    while True:
        message = connection.recv(4096)
        if not message:
            return
        kind, _, transaction = struct.unpack_from("<III", message)
        for unknown in UNKNOWN:
            connection.sendall(unknown)
        connection.sendall(struct.pack("<IIII", kind | 0x80000000, 16, transaction, 0))


near, far = socket.socketpair()
threading.Thread(target=serve, args=(far,), daemon=True).start()
with mbn.Client(near) as client:
    assert client.fileno() >= 0
print("ok")
