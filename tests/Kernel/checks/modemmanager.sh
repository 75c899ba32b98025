# ModemManager: from a locked SIM to a connection that carries pages and names, and what it sees when SIM and modem go and come
# emulator: --usbip 127.0.0.1:0 --profile sim-pin
# seconds: 480

check 'ModemManager starts' start_modem_manager
check 'attach' attach 1-1
check 'bound' within 20 bound cdc-wdm0
device=$(readlink -f /sys/class/usbmisc/cdc-wdm0/device/..)

listed() { modem_at "$device"; }
check 'ModemManager lists the modem' within 60 listed
modem=$(modem_at "$device")
check 'it sees the locked SIM' within 30 state_is "$modem" locked
check 'it knows both ports' has 'wwan0 (net)' mmcli -m "$modem"

unlock() {
  has sim-pin field "$modem" modem.generic.unlock-required
  mmcli -i "$(field "$modem" modem.generic.sim)" --pin=1234
  within 60 state_is "$modem" disabled
}
check 'the PIN unlocks it' unlock

enable() {
  mmcli -m "$modem" --enable
  within 30 state_is "$modem" registered
  has home field "$modem" modem.3gpp.registration-state
  has 00101 field "$modem" modem.3gpp.operator-code
}
check 'it enables and registers' enable
check 'the PIN led to no second probe' not_probed_again 1
check 'it knows IMEI and signal' has 490154203237518 field "$modem" modem.3gpp.imei

connect() {
  mmcli -m "$modem" --timeout=60 --simple-connect="apn=internet,ip-type=ipv4v6"
  state_is "$modem" connected
}
check 'it connects' connect
bearer=$(field "$modem" 'modem.generic.bearers.value[1]')
bearer=${bearer##*/}

bearer_is_whole() {
  mmcli -b "$bearer"
  has wwan0 bearer_field "$bearer" bearer.status.interface
  has 10.64.0.2 bearer_field "$bearer" bearer.ipv4-config.address
  has 24 bearer_field "$bearer" bearer.ipv4-config.prefix
  has 10.64.0.1 bearer_field "$bearer" bearer.ipv4-config.gateway
  has 10.64.0.1 bearer_field "$bearer" 'bearer.ipv4-config.dns.value[1]'
  has 1500 bearer_field "$bearer" bearer.ipv4-config.mtu
  has 2001:db8:64::2 bearer_field "$bearer" bearer.ipv6-config.address
  has 2001:db8:64::1 bearer_field "$bearer" bearer.ipv6-config.gateway
}
check 'the bearer has addresses, gateways, name servers and MTU' bearer_is_whole

# Only what the bearer says goes into the interface.
configure() {
  ip link set wwan0 mtu "$(bearer_field "$bearer" bearer.ipv4-config.mtu)" up
  ip addr flush dev wwan0 scope global
  ip addr add "$(bearer_field "$bearer" bearer.ipv4-config.address)/$(bearer_field "$bearer" bearer.ipv4-config.prefix)" dev wwan0
  ip route replace default via "$(bearer_field "$bearer" bearer.ipv4-config.gateway)" dev wwan0
  ip -6 addr add "$(bearer_field "$bearer" bearer.ipv6-config.address)/$(bearer_field "$bearer" bearer.ipv6-config.prefix)" dev wwan0 nodad
  ip -6 route replace default via "$(bearer_field "$bearer" bearer.ipv6-config.gateway)" dev wwan0
  echo "nameserver $(bearer_field "$bearer" 'bearer.ipv4-config.dns.value[1]')" >/etc/resolv.conf
}
check 'wwan0 is configured from the bearer' configure
check 'ping of the gateway' ping -c 3 -W 5 10.64.0.1
check 'ping of an address behind it' ping -c 3 -W 5 192.0.2.1
check 'ping of the IPv6 gateway' ping -6 -c 3 -W 5 2001:db8:64::1
check 'ping of an IPv6 address behind it' ping -6 -c 3 -W 5 2001:db8:ffff::1
check 'a name is found, and a page fetched by it' has 10.64.0.1 python3 /t/fetch.py modem.test /
check 'a megabyte is fetched' has '1000000 bytes' python3 /t/fetch.py 10.64.0.1 /bytes/1000000
check 'a page is fetched by IPv6' has 'bytes' python3 /t/fetch.py 2001:db8:ffff::1 /

# ModemManager asks for them each 30 s.
statistics() { [ "$(bearer_field "$bearer" bearer.stats.bytes-rx)" -gt 1000000 ]; }
check 'ModemManager counts it' within 40 statistics

disconnect() {
  mmcli -m "$modem" --simple-disconnect
  state_is "$modem" registered
}
check 'it disconnects' disconnect
check 'it connects again' connect

network_drops() {
  change modem0 deactivate 0 36
  within 20 state_is "$modem" registered
}
check 'it sees that the network ends the connection' network_drops

# relisted STATE: ModemManager may have dropped the modem and found it anew, under another number.
relisted() { modem=$(modem_at "$device") && state_is "$modem" "$1"; }

sim_goes() {
  change modem0 eject-sim
  within 60 relisted failed
  has sim-missing field "$modem" modem.generic.state-failed-reason
}
check 'it sees the SIM go' sim_goes

sim_comes() {
  change modem0 insert-sim
  within 60 relisted locked
}
check 'it sees the SIM come, locked again' sim_comes

unplug() {
  change modem0 remove
  within 20 has 'No modems' mmcli -L
}
check 'it sees the modem go' unplug

plug() {
  change modem0 insert
  within 20 attach 1-1
  within 60 relisted locked
  modem=$(modem_at "$device")
  unlock
  enable
}
check 'it sees the modem come back, and registers' plug
modem=$(modem_at "$device")
disable() {
  mmcli -m "$modem" --disable
  within 20 state_is "$modem" disabled
}
check 'it disables' disable

# Warnings there are: it asks for services that the modem does not list.
no_errors() {
  http GET /findings | tee /log/findings
  not grep '"text":"error' /log/findings
}
check 'ModemManager made no error of MBIM' no_errors
