# exploration
# emulator: --usbip 127.0.0.1:0 --count 30
# emulator: --usbip 127.0.0.1:0 --count 6 --profile sim-pin
# seconds: 320
. /t/checks/faults.sh
start_modem_manager
touch /run/modems
keep_looking &
MODEMS=modems_seen
st() { grep " $device " /run/modems; }
trace() { # until N secs: print changes of state
  last=; end=$(($(seconds) + $1)); shift
  while [ $(seconds) -lt $end ]; do
    now=$(st)
    [ "$now" = "$last" ] || echo "$(seconds) s: $now"
    last=$now
    set -- $now
    case "$3" in -1|2|3|8) [ -n "$stop" ] && return;; esac
    sleep 0.5
  done
}
now() { echo "$(seconds) s: $*"; }
explore() {
  set +ex
  stop=1 trace 70
  stop=
  m=$(modem_at "$device") || { now not listed; return; }
  now settled
  set -- $(st)
  if [ "$3" = 2 ]; then
    mmcli -i "$(field "$m" modem.generic.sim)" --pin=1234; now pin $?
    stop=1
    sleep 3
    trace 12; m=$(modem_at "$device")
  fi
  mmcli -m $m 
  mmcli -m $m --enable; now enable $?
  trace 5
  m=$(modem_at "$device")
  mmcli -m $m --timeout=70 --simple-connect="apn=internet,ip-type=ipv4v6"; now connect $?
  m=$(modem_at "$device")
  now after-connect $(st)
  mmcli -m $m
  for b in $(field "$m" 'modem.generic.bearers.value[1]'); do mmcli -b ${b##*/} ; done
  trace 15
  m=$(modem_at "$device")
  mmcli -m $m --simple-disconnect; now disconnect $?
  trace 5
}
o() { observe "$1" "${2:-{\}}" explore explore; pids="$pids $!"; progress "$1 at $bus $device"; }
. /t/checks/zz-list
wait $pids
