# IP sessions and device service streams as VLANs of wwan0
# emulator: --usbip 127.0.0.1:0

wdm=/dev/cdc-wdm0
echo_service=5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7

check 'attach' attach 1-1
check 'bound' within 20 bound cdc-wdm0
within 10 [ -e /sys/class/net/wwan0 ]

# configure INTERFACE: with what the profile's network gives.
configure() {
  ip link set "$1" up
  ip addr add 10.64.0.2/24 dev "$1"
  ip -6 addr add 2001:db8:64::2/64 dev "$1" nodad
}

session_0() {
  mbimcli -d $wdm --no-close --attach-packet-service
  has "Activation state: 'activated'" mbimcli -d $wdm --no-open=10 --no-close --connect=session-id=0,access-string=internet,ip-type=ipv4v6
  configure wwan0
  ping -c 3 -W 5 -I wwan0 10.64.0.1
  ping -6 -c 3 -W 5 -I wwan0 2001:db8:64::1
}
check 'IP session 0 carries pings on wwan0' session_0

# In a namespace of its own, for each session has the same addresses here.
session_3() {
  has "Activation state: 'activated'" mbimcli -d $wdm --no-open=20 --no-close --connect=session-id=3,access-string=internet,ip-type=ipv4v6
  ip link add link wwan0 name wwan0.3 type vlan id 3
  ip netns add three
  ip link set wwan0.3 netns three
  ip netns exec three sh -c 'ip link set wwan0.3 up && ip addr add 10.64.0.2/24 dev wwan0.3 && ip -6 addr add 2001:db8:64::2/64 dev wwan0.3 nodad'
  ip netns exec three ping -c 3 -W 5 10.64.0.1
  ip netns exec three ping -6 -c 3 -W 5 2001:db8:64::1
}
check 'IP session 3 carries pings on VLAN 3' session_3
check 'session 0 goes on beside it' ping -c 2 -W 5 -I wwan0 10.64.0.1
check 'pings as long as the MTU' ping -c 3 -W 5 -s 1472 -M do -I wwan0 10.64.0.1

session_3_ends() {
  has "Activation state: 'deactivated'" mbimcli -d $wdm --no-open=30 --no-close --disconnect=3
  not ip netns exec three ping -c 1 -W 2 10.64.0.1
  ping -c 1 -W 5 -I wwan0 10.64.0.1
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
  ping -c 3 -W 5 -I wwan0 10.64.0.1
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
check 'detach' detach_all
