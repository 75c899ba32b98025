# The same modem on an emulated xHCI controller, by usbredir
# emulator: --usbredir 127.0.0.1:0
# devices: -device qemu-xhci -chardev socket,id=modem,host=127.0.0.1,port=@USBREDIR_1@ -device usb-redir,chardev=modem

wdm=/dev/cdc-wdm0

check 'its control node appears' within 20 bound cdc-wdm0
check 'the driver is cdc_mbim' has cdc_mbim driver_of cdc-wdm0
check 'the driver knows wMaxControlMessage' has 4096 python3 /t/mbim.py $wdm max-command
check 'mbimcli reads the capabilities' has "Max sessions: '8'" mbimcli -d $wdm --query-device-caps

connect() {
  mbimcli -d $wdm --no-close --attach-packet-service
  has "Activation state: 'activated'" mbimcli -d $wdm --no-open=10 --no-close --connect=session-id=0,access-string=internet,ip-type=ipv4v6
  within 10 [ -e /sys/class/net/wwan0 ]
  ip link set wwan0 up
  ip addr add 10.64.0.2/24 dev wwan0
  ip -6 addr add 2001:db8:64::2/64 dev wwan0 nodad
}
check 'it connects' connect
check 'ping over wwan0' ping -c 3 -W 5 -I wwan0 10.64.0.1
check 'ping as long as the MTU' ping -c 3 -W 5 -s 1472 -M do -I wwan0 10.64.0.1
check 'IPv6 ping over wwan0' ping -6 -c 3 -W 5 -I wwan0 2001:db8:64::1

stream() {
  has '0 ' python3 /t/mbim.py $wdm dss 5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7 5 1
  ip link add link wwan0 name dss5 type vlan id 261
  ip link set dss5 up
  python3 /t/datagrams.py dss5 1 512 1500
}
check 'a device service stream returns datagrams' stream

replug() {
  change modem0 remove
  within 20 not bound cdc-wdm0
  change modem0 insert
  within 20 bound cdc-wdm0
  within 5 has "Max sessions: '8'" mbimcli -d $wdm --query-device-caps
}
check 'it is pulled out and comes back' replug
