# mbimcli, and through mbim-proxy, against the modem behind the kernel's cdc_mbim driver
# emulator: --usbip 127.0.0.1:0

wdm=/dev/cdc-wdm0
echo_service=5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7

check 'usbip lists the modem' has 1-1 usbip --tcp-port "$USBIP_1" list -r 10.0.2.2
check 'usbip attaches it' attach 1-1
check 'its control node appears' within 20 bound cdc-wdm0
check 'the driver is cdc_mbim' has cdc_mbim driver_of cdc-wdm0
check 'its network interface appears' within 10 [ -e /sys/class/net/wwan0 ]
check 'the driver knows wMaxControlMessage' has 4096 python3 /t/mbim.py $wdm max-command
check 'mbimcli reads the capabilities' has "Max sessions: '8'" mbimcli -d $wdm --query-device-caps
check 'mbimcli reads the device services' has $echo_service mbimcli -d $wdm --query-device-services
check 'mbimcli reads the subscriber' has "Subscriber ID: '001010123456789'" mbimcli -d $wdm --query-subscriber-ready-status

# keep TRANSACTION COMMAND: mbimcli opens and closes around each command unless it is told not to.
keep() { mbimcli -d $wdm --no-open="$1" --no-close "$2"; }
connect() {
  mbimcli -d $wdm --no-close --attach-packet-service
  has "Activation state: 'activated'" keep 10 --connect=session-id=0,access-string=internet,ip-type=ipv4v6
  has "IP [0]: '10.64.0.2/24'" keep 20 --query-ip-configuration
  has "IP [0]: '2001:db8:64::2/64'" keep 30 --query-ip-configuration
  has "Activation state: 'deactivated'" keep 40 --disconnect
  mbimcli -d $wdm --no-open=50 --query-device-caps
}
check 'mbimcli connects and reads the IP configuration' connect

connect_by_proxy() {
  has "Max sessions: '8'" mbimcli -p -d $wdm --query-device-caps
  has "Activation state: 'activated'" mbimcli -p -d $wdm --connect=session-id=0,access-string=internet
  has "IP [0]: '10.64.0.2/24'" mbimcli -p -d $wdm --query-ip-configuration
  has "Activation state: 'deactivated'" mbimcli -p -d $wdm --disconnect
}
check 'mbimcli connects through mbim-proxy' connect_by_proxy

at_once() {
  for each in 1 2 3 4 5 6; do
    mbimcli -p -d $wdm --query-signal-state >/log/at-once-$each 2>&1 &
    pids="$pids $!"
  done
  for pid in $pids; do
    wait "$pid"
  done
}
check 'six mbimcli at once through mbim-proxy' at_once
killall mbim-proxy
check 'the node is free again behind mbim-proxy' within 10 mbimcli -d $wdm --query-radio-state
check 'usbip detaches it' detach_all
check 'the node and the interface are gone' within 10 not bound cdc-wdm0
