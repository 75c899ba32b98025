"""Runs in its own container and uses the emulated modem over the Unix socket on the shared volume: opens it, queries its capabilities, closes it.

    python3 client.py /run/mbim/modem0
"""

import socket
import struct
import sys
import uuid

BASIC_CONNECT = uuid.UUID("a289cc33-bcbb-8b4f-b6b0-133ec2aae6df").bytes
OPEN, CLOSE, COMMAND = 1, 2, 3
INDICATE_STATUS = 0x80000007


def message(kind, transaction, body=b""):
    return struct.pack("<III", kind, 12 + len(body), transaction) + body


def answer(modem):
    """Returns the next message that is not a notification: its type, and what follows the header."""
    while True:
        head = modem.recv(12, socket.MSG_WAITALL)
        if len(head) < 12:
            raise EOFError("the modem closed the connection")
        kind, length, _ = struct.unpack("<III", head)
        body = modem.recv(length - 12, socket.MSG_WAITALL)
        if kind != INDICATE_STATUS:
            return kind, body


def text(buffer, place):
    offset, size = struct.unpack_from("<II", buffer, place)
    return buffer[offset:offset + size].decode("utf-16-le")


def main(path):
    with socket.socket(socket.AF_UNIX) as modem:
        modem.connect(path)
        modem.sendall(message(OPEN, 1, struct.pack("<I", 4096)))
        _, body = answer(modem)
        print("OPEN_DONE status", struct.unpack("<I", body)[0])
        modem.sendall(message(COMMAND, 2, struct.pack("<II16sIII", 1, 0, BASIC_CONNECT, 1, 0, 0)))
        _, body = answer(modem)
        capabilities = body[36:]
        print("IMEI", text(capabilities, 40), "of", text(capabilities, 56))
        modem.sendall(message(CLOSE, 3))
        answer(modem)


if __name__ == "__main__":
    main(sys.argv[1])
