#!/usr/bin/python3
"""control.py PORT TOKEN METHOD PATH [JSON]: asks an emulator's control API; prints the answer, and fails when the emulator refuses."""
import socket
import sys


def main(port, token, method, path, body=""):
    content = body.encode()
    head = [
        f"{method} {path} HTTP/1.0", "Host: localhost", f"Authorization: Bearer {token}",
        "Content-Type: application/json", f"Content-Length: {len(content)}",
    ]
    with socket.create_connection(("10.0.2.2", int(port)), 20) as link:
        link.sendall("\r\n".join([*head, "", ""]).encode() + content)
        answer = b"".join(iter(lambda: link.recv(65536), b""))
    status, _, rest = answer.partition(b"\r\n")
    print(rest.partition(b"\r\n\r\n")[2].decode())
    if status.split(b" ")[1][:1] != b"2":
        sys.exit(f"{method} {path} {body}: {status.decode()}")


main(*sys.argv[1:])
