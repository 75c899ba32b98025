# Addresses that the modem does not tell: DHCP, router advertisements
# emulator: --usbip 127.0.0.1:0
# seconds: 240

wdm=/dev/cdc-wdm0

check 'attach' attach 1-1
check 'bound' within 20 bound cdc-wdm0
within 10 [ -e /sys/class/net/wwan0 ]
fault modem0 M45-inconsistent-ip-configuration
exec 3<>$wdm

no_address_is_told() {
  mbimcli -d $wdm --no-close --attach-packet-service
  has "Activation state: 'activated'" mbimcli -d $wdm --no-open=10 --no-close --connect=session-id=0,access-string=internet,ip-type=ipv4v6
  not has "IP [0]: '10." mbimcli -d $wdm --no-open=20 --no-close --query-ip-configuration=0
}
check 'IP_CONFIGURATION has no IPv4 address' no_address_is_told

# The client calls it with what it was given.
cat >/run/udhcpc <<'END'
#!/bin/sh
[ "$1" = bound ] || exit 0
ip addr add "$ip/$mask" dev "$interface"
echo "address $ip/$mask router $router dns $dns"
END
chmod 755 /run/udhcpc

dhcp() {
  ip link set wwan0 up
  has 'address 10.64.0.2/24 router 10.64.0.1 dns 10.64.0.1' busybox udhcpc -i wwan0 -f -q -n -t 10 -T 3 -s /run/udhcpc
  ping -c 3 -W 5 -I wwan0 10.64.0.1
}
check 'udhcpc gets the address by DHCP' dhcp

autoconfiguration() {
  within 60 has 2001:db8:64: ip -6 addr show dev wwan0 scope global
  has 'via fe80::1 dev wwan0' ip -6 route show default
  ping -6 -c 3 -W 5 -I wwan0 2001:db8:ffff::9
}
check 'the kernel makes an address of the prefix that the router tells' autoconfiguration
check 'CLOSE' has 0 python3 /t/mbim.py $wdm close
exec 3<&-
check 'detach' detach_all
