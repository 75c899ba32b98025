#!/usr/bin/python3
"""fetch.py HOST PATH: finds the host's addresses, fetches the page from the first, and prints the addresses, the length and the page's beginning."""
import socket
import sys


def main(host, path):
    # Bytes, for texts would want the tables of international names.
    found = socket.getaddrinfo(host.encode(), 80, proto=socket.IPPROTO_TCP)
    with socket.create_connection(found[0][4][:2], 20) as link:
        link.sendall(f"GET {path} HTTP/1.0\r\nHost: {host}\r\n\r\n".encode())
        answer = b"".join(iter(lambda: link.recv(65536), b""))
    head, _, page = answer.partition(b"\r\n\r\n")
    print(*sorted({each[4][0] for each in found}), len(page), "bytes", page[:200])
    if head.split(b" ")[1] != b"200":
        sys.exit(head.decode())


main(*sys.argv[1:])
