"""Says which abstract names answer: connect.py @NAME KIND..., where each name has its kind behind it."""

import socket
import struct
import sys

GREETING = {
    "socket": struct.pack("<IIII", 1, 16, 1, 4096),
    "proxy": struct.pack("<IIII", 1, 16, 1, 4096),
    "usbredir": struct.pack("<III", 0, 64, 0) + b"a test".ljust(64, b"\0"),
    "control": b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
}

for kind in sys.argv[2:]:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(30)
        try:
            client.connect("\0" + sys.argv[1][1:] + kind)
            client.sendall(GREETING[kind])
            if client.recv(4096):
                print(kind, flush=True)
        except (BrokenPipeError, ConnectionResetError):
            pass
