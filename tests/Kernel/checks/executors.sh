# A device with two executors: two functions, each with a control node, an interface and a SIM of its own
# emulator: --usbip 127.0.0.1:0 --profile tests/Kernel/profiles/executors.yaml

check 'usbip lists one device with four interfaces' has '3 - ' usbip --tcp-port "$USBIP_1" list -r 10.0.2.2
check 'attach' attach 1-1
check 'the driver binds both functions' within 20 bound cdc-wdm1
check 'the first function is cdc_mbim' has cdc_mbim driver_of cdc-wdm0
check 'the second function is cdc_mbim' has cdc_mbim driver_of cdc-wdm1
check 'there are two interfaces' within 10 [ -e /sys/class/net/wwan1 ]

# Held open: the driver forgets at each last close what it was told of and has not read.
exec 3<>/dev/cdc-wdm0 4<>/dev/cdc-wdm1

check 'both say that there are two executors' has "Number of executors: '2'" mbimcli -d /dev/cdc-wdm1 --ms-query-sys-caps
check 'the first has the first SIM' within 20 has "Subscriber ID: '001010123456789'" mbimcli -d /dev/cdc-wdm0 --query-subscriber-ready-status
check 'the second has the second SIM' within 20 has "Subscriber ID: '001010000000002'" mbimcli -d /dev/cdc-wdm1 --query-subscriber-ready-status

# connects NUMBER: session 0 of the function, in a namespace of its own, so that nothing of the other can answer.
connects() {
  within 30 has "Packet service state: 'attached'" mbimcli -d "/dev/cdc-wdm$1" --query-packet-service-state
  has "Activation state: 'activated'" mbimcli -d "/dev/cdc-wdm$1" --no-close --connect=session-id=0,access-string=internet,ip-type=ipv4
  mbimcli -d "/dev/cdc-wdm$1" --no-open=20 --no-close --query-ip-configuration=0 | tee "/log/function-$1"
  ip netns add "function$1"
  ip link set "wwan$1" netns "function$1"
  ip netns exec "function$1" ip link set "wwan$1" up
  ip netns exec "function$1" ip addr add "$(sed -n "s/.*IP \[0\]: '\(.*\)'/\1/p" "/log/function-$1" | head -n 1)" dev "wwan$1"
  pings "$1"
}

pings() { ip netns exec "function$1" ping -c 3 -W 5 "$(sed -n "s/.*Gateway: '\(.*\)'/\1/p" "/log/function-$1" | head -n 1)"; }

check 'the first function connects and carries pings' connects 0
check 'the second function connects and carries pings beside it' connects 1
check 'the first goes on' pings 0

change_places() {
  has 'Updated' mbimcli -d /dev/cdc-wdm1 --no-open=30 --no-close --ms-set-device-slot-mappings=1,0
  within 30 has "Subscriber ID: '001010000000002'" mbimcli -d /dev/cdc-wdm0 --no-open=40 --no-close --query-subscriber-ready-status
  within 30 has "Subscriber ID: '001010123456789'" mbimcli -d /dev/cdc-wdm1 --no-open=50 --no-close --query-subscriber-ready-status
}
check 'the executors change places' change_places

exec 3<&- 4<&-
check 'detach' detach_all
