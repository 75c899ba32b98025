"""A test in its own container: loads a fault through the control API of the emulator and checks what a host of the modem then sees.

    MBIM_EMULATOR_CONTROL=modem:5080 MBIM_EMULATOR_CONTROL_TOKEN=... python3 test.py modem:5099
"""

import json
import os
import socket
import struct
import sys
import urllib.request

from client import OPEN, answer, message

SCENARIO = """
schemaVersion: 1
name: busy-once
rules:
  - name: busy
    on: openDone
    times: 1
    do: { answer: { status: busy } }
"""


def call(method, path, body):
    """Sends a request to the control API and returns its answer."""
    request = urllib.request.Request(
        f"http://{os.environ['MBIM_EMULATOR_CONTROL']}{path}", json.dumps(body).encode(), method=method,
        headers={"Content-Type": "application/json", "Authorization": f"Bearer {os.environ['MBIM_EMULATOR_CONTROL_TOKEN']}"})
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.load(response)


def open_status(modem):
    modem.sendall(message(OPEN, 1, struct.pack("<I", 4096)))
    _, body = answer(modem)
    return struct.unpack("<I", body)[0]


def main(address):
    host, port = address.rsplit(":", 1)
    call("PUT", "/modems/modem0/scenario", {"yaml": SCENARIO})
    with socket.create_connection((host, int(port)), timeout=30) as modem:
        statuses = [open_status(modem), open_status(modem)]
    assert statuses == [1, 0], f"the first OPEN is refused with BUSY (1) and the second succeeds (0), but the statuses are {statuses}"
    result = call("POST", "/verify", {"expect": "inOrder", "patterns": ["OPEN_DONE Status=busy", "OPEN_DONE Status=success"]})
    assert result["isMet"], result["message"]
    print("passed: the modem was busy once")


if __name__ == "__main__":
    main(sys.argv[1])
