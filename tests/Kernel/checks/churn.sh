# Attach and detach, driver and bus resets, connections that are dropped in the middle
# emulator: --usbip 127.0.0.1:0
# seconds: 300

wdm=/dev/cdc-wdm0
works() { has "Max sessions: '8'" mbimcli -d $wdm --query-device-caps; }
gone() { [ ! -e /sys/class/usbmisc/cdc-wdm0 ] && [ ! -e /sys/class/net/wwan0 ] && [ -z "$(ports_in_use)" ]; }

# The device of the USB interface that the node belongs to, such as 1-1.
usb_interface() { basename "$(readlink -f /sys/class/usbmisc/cdc-wdm0/device)"; }
usb_device() { readlink -f /sys/class/usbmisc/cdc-wdm0/device/..; }

cycles() {
  for cycle in $(seq 20); do
    attach 1-1
    within 20 bound cdc-wdm0
    [ $((cycle % 5)) != 0 ] || works
    detach_all
    within 10 gone
  done
}
check '20 times attached and detached' cycles

attach 1-1
within 20 bound cdc-wdm0

rebind() {
  interface=$(usb_interface)
  echo "$interface" >/sys/bus/usb/drivers/cdc_mbim/unbind
  within 10 not bound cdc-wdm0
  echo "$interface" >/sys/bus/usb/drivers/cdc_mbim/bind
  within 10 bound cdc-wdm0
  works
}
check 'the driver is taken off and put back' rebind

reset() {
  python3 /t/usb-reset.py "$(cat "$(usb_device)/busnum")" "$(cat "$(usb_device)/devnum")"
  within 10 bound cdc-wdm0
  within 5 works
}
check 'the bus resets the modem' reset

reset_mid_command() {
  fault modem0 T12-response-lost '{"times":"1"}'
  mbimcli -d $wdm --query-device-caps >/log/reset-mid-command 2>&1 &
  sleep 2
  python3 /t/usb-reset.py "$(cat "$(usb_device)/busnum")" "$(cat "$(usb_device)/devnum")"
  not wait $!
  no_faults modem0
  within 10 bound cdc-wdm0
  within 10 works
}
check 'the bus resets the modem while a command is outstanding' reset_mid_command

# plug_back: a host that lost the modem attaches it anew.
plug_back() {
  within 10 gone
  change modem0 insert
  within 10 attach 1-1
  within 20 bound cdc-wdm0
  within 5 works
}

drop_mid_command() {
  fault modem0 T12-response-lost '{"times":"1"}'
  mbimcli -d $wdm --query-device-caps >/log/drop-mid-command 2>&1 &
  sleep 2
  change modem0 remove
  not wait $!
  cat /log/drop-mid-command
  no_faults modem0
  plug_back
}
check 'the modem is pulled out while a command is outstanding' drop_mid_command

connect() {
  mbimcli -d $wdm --no-close --attach-packet-service
  mbimcli -d $wdm --no-open=10 --no-close --connect=session-id=0,access-string=internet,ip-type=ipv4
  ip link set wwan0 up
  ip addr add 10.64.0.2/24 dev wwan0
}

drop_mid_transfer() {
  connect
  ping -q -f -s 1400 -w 20 -I wwan0 10.64.0.1 >/log/flood 2>&1 &
  sleep 3
  change modem0 remove
  within 10 gone
  kill -INT $! 2>/dev/null || true
  wait $! || true
  cat /log/flood
  # Some came back before.
  [ "$(sed -n 's/.* \([0-9]*\) received.*/\1/p' /log/flood)" -gt 0 ]
  plug_back
}
check 'the modem is pulled out while pings flood it' drop_mid_transfer

detach_mid_transfer() {
  connect
  ping -q -f -s 1400 -w 20 -I wwan0 10.64.0.1 >/log/flood 2>&1 &
  sleep 2
  detach_all
  within 10 gone
  kill -INT $! 2>/dev/null || true
  wait $! || true
  attach 1-1
  within 20 bound cdc-wdm0
  works
}
check 'the host lets the modem go while pings flood it' detach_mid_transfer

reset_modem() {
  change modem0 power-cycle
  within 10 gone
  within 10 attach 1-1
  within 20 bound cdc-wdm0
  within 5 works
}
check 'the modem loses power and comes back' reset_modem

detach_all
within 10 gone
idle() { has 'mbim_connections{modem="modem0"} 0' http GET /metrics; }
check 'no host is left in the emulator' within 5 idle
no_complaint() { not sh -c "dmesg | grep -E 'BUG:|Oops|general protection|refcount_t|WARNING: CPU|hung task|use-after-free'"; }
check 'the kernel has no complaint' no_complaint
