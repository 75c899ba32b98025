#!/usr/bin/python3
"""usb-reset.py BUS DEVICE: resets a USB device, as usbreset does."""
import fcntl
import os
import sys

USBDEVFS_RESET = 0x5514
fcntl.ioctl(os.open(f"/dev/bus/usb/{int(sys.argv[1]):03}/{int(sys.argv[2]):03}", os.O_WRONLY), USBDEVFS_RESET, 0)
