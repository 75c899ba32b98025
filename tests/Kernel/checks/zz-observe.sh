# exploration
# emulator: --usbip 127.0.0.1:0 --count 30
# emulator: --usbip 127.0.0.1:0 --count 6 --profile sim-pin
# seconds: 500
. /t/checks/faults.sh
now() { echo "$(seconds) s: $*"; }
explore() {
  set +ex
  tries=0
  until m=$(modem_at "$device"); do tries=$((tries + 1)); [ $tries -lt 100 ] || break; sleep 0.5; done
  if [ -z "$m" ]; then now never listed; return; fi
  now listed $m "$(field $m modem.generic.state)"
  for i in $(seq 60); do
    m=$(modem_at "$device") || { sleep 0.5; continue; }
    s=$(field $m modem.generic.state)
    case $s in disabled|locked|failed|registered) break;; esac
    sleep 0.5
  done
  now settled $m "$s" failed="$(field $m modem.generic.state-failed-reason)" lock="$(field $m modem.generic.unlock-required)" retries="$(field $m 'modem.generic.unlock-retries.value[1]')"
  if [ "$s" = locked ]; then
    mmcli -i "$(field "$m" modem.generic.sim)" --pin=1234; now pin $?
    sleep 8; m=$(modem_at "$device"); s=$(field $m modem.generic.state)
    now after-pin $m "$s" lock="$(field $m modem.generic.unlock-required)" retries="$(field $m 'modem.generic.unlock-retries.value[1]')"
  fi
  mmcli -m $m --enable; now enable $?
  for i in $(seq 20); do s=$(field $m modem.generic.state); [ "$s" = registered ] && break; sleep 0.5; done
  now after-enable "$s" reg="$(field $m modem.3gpp.registration-state)" signal="$(field $m modem.generic.signal-quality.value)" tech="$(field $m modem.generic.access-technologies.value[1])" 
  mmcli -m $m --timeout=70 --simple-connect="apn=internet,ip-type=ipv4v6"; now connect $?
  now after-connect "$(field $m modem.generic.state)"
  b=$(field "$m" 'modem.generic.bearers.value[1]'); [ -z "$b" ] || mmcli -b ${b##*/} 
  sleep 15
  now later "$(field $m modem.generic.state)"
  mmcli -m $m
  mmcli -m $m --simple-disconnect; now disconnect $?
  now end "$(field $m modem.generic.state)"
}
start_modem_manager
o() { observe "$1" "${2:-{\}}" explore explore; progress "$1 at $bus $device"; }
o T01; o T02; o T04; o T08; o T12 '{"cid":"DEVICE_CAPS"}'; o T36 '{"cid":"PIN"}'; o T38 '{"cid":"RADIO_STATE"}'; o T45
o M01; o M02; o M20; o M25; o M26 '{"variant":"denied","at":"20s"}'; o M40; o M41 '{"attempts":"2"}'; o M43 '{"time":"10s"}'; o M44; o M45; o M47; o M49; o M63; o M68; o M06; o T13; o T16 '{"cid":"SUBSCRIBER_READY_STATUS"}'; o T17; o M30
EMULATOR=2
o M10; o M08; o M67
wait
