# IP sessions and device service streams as VLANs of wwan0
# emulator: --usbip 127.0.0.1:0

wdm=/dev/cdc-wdm0
echo_service=5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7

check 'attach' attach 1-1
check 'bound' within 20 bound cdc-wdm0
within 10 [ -e /sys/class/net/wwan0 ]

# Held open: the driver forgets at each last close what it was told of and has not read.
exec 3<>$wdm

# connect SESSION TRANSACTION
connect() {
  has "Activation state: 'activated'" mbimcli -d $wdm --no-open="$2" --no-close --connect=session-id="$1",access-string=internet,ip-type=ipv4v6
  mbimcli -d $wdm --no-open="$(($2 + 5))" --no-close --query-ip-configuration="$1" | tee /log/session-"$1"
}

# configure INTERFACE SESSION: with what the modem says of the session.
configure() {
  ip link set "$1" up
  for address in $(sed -n "s/.*IP \[0\]: '\(.*\)'/\1/p" /log/session-"$2"); do
    ip addr add "$address" dev "$1" nodad
  done
}

# gateway SESSION 4|6
gateway() { sed -n "s/.*Gateway: '\(.*\)'/\1/p" /log/session-"$1" | if [ "$2" = 6 ]; then grep :; else grep -v :; fi; }

session_0() {
  mbimcli -d $wdm --no-close --attach-packet-service
  connect 0 10
  configure wwan0 0
  ping -c 3 -W 5 -I wwan0 "$(gateway 0 4)"
  ping -6 -c 3 -W 5 -I wwan0 "$(gateway 0 6)"
}
check 'IP session 0 carries pings on wwan0' session_0

# In a namespace of its own, so that nothing of session 0 can answer.
session_3() {
  connect 3 20
  ip link add link wwan0 name wwan0.3 type vlan id 3
  ip netns add three
  ip link set wwan0.3 netns three
  ip netns exec three ip link set wwan0.3 up
  for address in $(sed -n "s/.*IP \[0\]: '\(.*\)'/\1/p" /log/session-3); do
    ip netns exec three ip addr add "$address" dev wwan0.3 nodad
  done
  ip netns exec three ping -c 3 -W 5 "$(gateway 3 4)"
  ip netns exec three ping -6 -c 3 -W 5 "$(gateway 3 6)"
}
check 'IP session 3 carries pings on VLAN 3' session_3
check 'session 0 goes on beside it' ping -c 2 -W 5 -I wwan0 "$(gateway 0 4)"
check 'pings as long as the MTU' ping -c 3 -W 5 -s 1472 -M do -I wwan0 "$(gateway 0 4)"

session_3_ends() {
  has "Activation state: 'deactivated'" mbimcli -d $wdm --no-open=40 --no-close --disconnect=3
  not ip netns exec three ping -c 1 -W 2 "$(gateway 3 4)"
  ping -c 1 -W 5 -I wwan0 "$(gateway 0 4)"
}
check 'session 3 ends alone' session_3_ends

# --- device service streams: VLAN 256 + session ---------------------------------------------------------------------------------------
dss() { python3 /t/mbim.py $wdm dss $echo_service "$@"; }

stream_5() {
  has '0 ' dss 5 1
  ip link add link wwan0 name dss5 type vlan id 261
  ip link set dss5 up
  mtu=$(cat /sys/class/net/wwan0/mtu)
  python3 /t/datagrams.py dss5 1 2 60 511 512 513 1024 "$mtu"
}
check "a stream of the echo service returns datagrams up to wwan0's MTU" stream_5

stream_beside() {
  python3 /t/datagrams.py dss5 100 200 300 &
  ping -c 3 -W 5 -I wwan0 "$(gateway 0 4)"
  wait $!
}
check 'IP and stream at once' stream_beside

two_streams() {
  has '0 ' dss 255 1
  ip link add link wwan0 name dss255 type vlan id 511
  ip link set dss255 up
  python3 /t/datagrams.py dss255 7 700
  python3 /t/datagrams.py dss5 9 900
}
check 'a second stream, number 255' two_streams

limit() {
  has '0 ' dss 6 1
  has '0 ' dss 7 1
  # The profile's echo service has 4; MBIM_STATUS_DSS_INSTANCE_LIMIT is 33.
  has '33 ' dss 8 1
  has '0 ' dss 6 0
  has '0 ' dss 8 1
}
check 'a stream above the limit is refused, and there is room when one is closed' limit

stream_ends() {
  has '0 ' dss 5 0
  not python3 /t/datagrams.py dss5 10
  python3 /t/datagrams.py dss255 8
}
check 'a closed stream carries nothing, the others do' stream_ends
check 'CLOSE' has 0 python3 /t/mbim.py $wdm close
exec 3<&-
check 'detach' detach_all
