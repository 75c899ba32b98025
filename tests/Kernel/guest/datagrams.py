#!/usr/bin/python3
"""Device service data through a VLAN of wwan0, as the kernel's documentation of cdc_mbim has it.

datagrams.py INTERFACE SIZE...     sends a datagram of each size, and expects each of them back, unchanged and in order
"""
import socket
import sys
import time

ETH_P_ALL = 3
# What is sent has an Ethernet header, which the driver takes off; its type is none of IP's, for those are dropped here.
SENT_TYPE = b"\x88\xb5"
HEADER = b"\x02" * 6 + b"\x04" * 6 + SENT_TYPE


def main(interface, *sizes):
    link = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
    link.bind((interface, ETH_P_ALL))
    link.settimeout(10)
    for number, size in enumerate(map(int, sizes)):
        datagram = bytes((number + at) & 0xFF for at in range(size))
        link.send(HEADER + datagram)
        deadline = time.monotonic() + 10
        while True:
            frame, where = link.recvfrom(65536)
            if where[2] == socket.PACKET_OUTGOING:
                continue
            if frame[14:] == datagram:
                break
            if time.monotonic() > deadline:
                sys.exit(f"the datagram of {size} bytes did not come back")
            print(f"something else came: {len(frame) - 14} bytes, {frame[14:30].hex()}...")
    print(f"{len(sizes)} datagrams came back")


main(*sys.argv[1:])
