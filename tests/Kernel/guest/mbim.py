#!/usr/bin/python3
"""MBIM as no program of Debian's speaks it: raw messages through a cdc-wdm node.

mbim.py NODE max-command               what the driver says of the device's wMaxControlMessage
mbim.py NODE open | close              OPEN and CLOSE; prints the status
mbim.py NODE set UUID CID [HEX]        COMMAND; prints the status and the answer's information buffer in hexadecimal
mbim.py NODE dss UUID SESSION STATE    DSS_CONNECT: STATE is 1 to open the stream, 0 to close it; prints the status
mbim.py NODE abandon UUID CID [HEX]    writes the COMMAND and does not wait for its answer
"""
import fcntl
import os
import select
import struct
import sys

OPEN, CLOSE, COMMAND, ANSWER = 1, 2, 3, 0x80000000
DSS = "c08a26dd77184382" "84826e0d583c4d0e"
IOCTL_WDM_MAX_COMMAND = 0x800248A0
MESSAGE_SIZE = 4096
TRANSACTION = 0x4B000000 + os.getpid()


def exchange(node, message_type, body, seconds=10):
    """Sends one message; the body of the answer with the same transaction id, without its header."""
    os.write(node, struct.pack("<III", message_type, 12 + len(body), TRANSACTION) + body)
    while True:
        if not select.select([node], [], [], seconds)[0]:
            sys.exit(f"no answer within {seconds} s")
        answer = os.read(node, MESSAGE_SIZE)
        if len(answer) < 12:
            continue
        answer_type, length, transaction = struct.unpack_from("<III", answer)
        if (answer_type, transaction) == (message_type | ANSWER, TRANSACTION):
            return answer[12:length]


def command(uuid, cid, buffer):
    fragment = struct.pack("<II", 1, 0)
    return fragment + bytes.fromhex(uuid.replace("-", "")) + struct.pack("<III", cid, 1, len(buffer)) + buffer


def main(path, verb, *arguments):
    node = os.open(path, os.O_RDWR)
    if verb == "max-command":
        print(struct.unpack("<H", fcntl.ioctl(node, IOCTL_WDM_MAX_COMMAND, b"\0\0"))[0])
    elif verb == "open":
        print(struct.unpack_from("<I", exchange(node, OPEN, struct.pack("<I", MESSAGE_SIZE)))[0])
    elif verb == "close":
        print(struct.unpack_from("<I", exchange(node, CLOSE, b""))[0])
    elif verb in ("set", "dss", "abandon"):
        if verb == "dss":
            uuid, session, state = arguments
            body = command(DSS, 1, bytes.fromhex(uuid.replace("-", "")) + struct.pack("<II", int(session), int(state)))
        else:
            uuid, cid, buffer = (*arguments, "")[:3]
            body = command(uuid, int(cid), bytes.fromhex(buffer))
        if verb == "abandon":
            os.write(node, struct.pack("<III", COMMAND, 12 + len(body), TRANSACTION) + body)
            return
        answer = exchange(node, COMMAND, body)
        # Behind the fragment header: service, CID, status, length, buffer.
        status, length = struct.unpack_from("<II", answer, 28)
        print(status, answer[36:36 + length].hex())
    else:
        sys.exit(__doc__)


main(*sys.argv[1:])
