# What ModemManager makes of the fault library: each sentence stands, word for word, on the page of its fault too
# emulator: --usbip 127.0.0.1:0 --count 16
# emulator: --usbip 127.0.0.1:0 --count 4 --profile sim-pin
# seconds: 480

mkdir -p /log/faults
watchers=
next_1=0
next_2=0

# observe FAULT JSON SENTENCE FUNCTION [EMULATOR]: a modem with this fault alone, watched beside the others.
observe() {
  EMULATOR=${5:-1}
  eval "name=modem\$next_$EMULATOR; bus=1-\$((next_$EMULATOR + 1)); next_$EMULATOR=\$((next_$EMULATOR + 1))"
  progress "$1"
  {
    fault "$name" "$1" "$2"
    attach "$bus"
    within 20 usb_device "$bus"
  } >>/log/faults/orders 2>&1
  device=$(usb_device "$bus")
  watch "$1" "$3" "$4" &
  watchers="$watchers $!"
}

# watch FAULT SENTENCE FUNCTION: several watch at once, so each result waits in a file.
watch() {
  RESULTS=/log/faults/$1.result
  OUTPUT=/log/faults/$1
  begun=$(cut -d . -f 1 /proc/uptime)
  check "$1: $2" "$3"
}

# --- what a watcher sees: $name and $device of its modem; ModemManager's list is kept in a file for all of them ----------------------
keep_looking() {
  while modems >/run/modems.new; do
    mv /run/modems.new /run/modems
    sleep 0.7
  done
}

seconds() { echo $(($(cut -d . -f 1 /proc/uptime) - begun)); }

# look: sets $modem, $state, $reason and $lock; false while ModemManager does not have the modem.
look() {
  line=$(awk -v device="$device" '$2 == device' /run/modems)
  # shellcheck disable=SC2086
  set -- $line
  [ $# = 5 ] || return 1
  modem=$1 state=$3 reason=$4 lock=$5
}

# States and reasons are ModemManager's numbers.
failed=-1 locked=2 disabled=3 registered=8 connected=11
esim_without_profiles=5

# reaches STATE: within two minutes.
reaches() {
  reaches_end=$(($(seconds) + 120))
  until look && [ "$state" = "$1" ]; do
    if [ "$(seconds)" -ge $reaches_end ]; then
      echo "after $(seconds) s: modem ${modem-none}, state ${state-none} (expected $1), reason ${reason-none}, lock ${lock-none}"
      return 1
    fi
    sleep 0.5
  done
}

# fired: the fault has acted, or all of this is about nothing.
fired() { http GET "/modems/$name/scenario" | grep '"fired":[1-9]'; }

# refused TEXT COMMAND...: the command fails, and says so with this text.
refused() {
  refused_text=$1
  shift
  if refused_output=$("$@" 2>&1); then
    echo "it succeeded: $refused_output"
    return 1
  fi
  echo "$refused_output" | grep -F "$refused_text" || { echo "$refused_output"; return 1; }
}

enables() {
  reaches $disabled
  mmcli -m "$modem" --timeout=60 --enable
  reaches $registered
}

connects() {
  enables
  mmcli -m "$modem" --timeout=120 --simple-connect="apn=internet,ip-type=ipv4v6"
  reaches $connected
  bearer=$(field "$modem" 'modem.generic.bearers.value[1]')
  bearer=${bearer##*/}
  mmcli -b "$bearer" >/run/bearer-"$name"
  cat /run/bearer-"$name"
}

works() {
  connects
  fired
}

never_listed() {
  sleep 60
  not look
  fired
}

stays_off() {
  reaches $disabled
  refused 'Core.Retry: Invalid transition' mmcli -m "$modem" --timeout=60 --enable
  reaches $disabled
  has low field "$modem" modem.generic.power-state
}

ipv4_alone() {
  connects
  grep 'ip type: ipv4v6' /run/bearer-"$name"
  grep 10.64.0.2 /run/bearer-"$name"
  not grep 2001:db8 /run/bearer-"$name"
  fired
}

falls_back() {
  connects
  reaches $registered
  mmcli -b "$bearer" >/run/bearer-"$name"
  grep 'connected: no' /run/bearer-"$name"
  grep 'Unknown error' /run/bearer-"$name"
  fired
}

wrong_pin() {
  reaches $locked
  refused IncorrectPassword mmcli -i "$(field "$modem" modem.generic.sim)" --pin=1234
  within 20 has 'sim-pin (2)' mmcli -m "$modem"
  look
  [ "$state" = $locked ]
}

no_context() {
  enables
  refused 'Missing or unknown APN' mmcli -m "$modem" --timeout=120 --simple-connect="apn=internet,ip-type=ipv4"
  reaches $registered
  fired
}

empty_esim() {
  reaches $failed
  [ "$reason" = $esim_without_profiles ]
}

check 'ModemManager starts' start_modem_manager
modems >/run/modems
keep_looking &

observe T04-open-fails '{}' 'The modem is never listed.' never_listed
observe M01-sim-late '{}' 'It asks again until the SIM is there; the modem is enabled and connects.' works
observe M20-fcc-lock '{"service":"5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7"}' 'Enabling fails with Core.Retry, Invalid transition; the modem stays disabled, with its power state low.' stays_off
observe M40-ipv4-only '{}' 'It connects; the bearer keeps the IP type ipv4v6 and has an IPv4 configuration alone.' ipv4_alone
observe T12-response-lost '{"cid":"DEVICE_CAPS"}' 'A lost answer to DEVICE_CAPS costs the time until the command is given up; the modem is enabled and connects.' works
observe M44-network-deactivation '{}' 'The modem is registered again; its bearer stays, not connected, with the connection error Unknown error.' falls_back
observe T02-first-open-lost '{}' 'OPEN is sent again; the modem is enabled and connects.' works
observe T13-duplicate-response '{"times":"0"}' 'With every answer doubled the modem is enabled and connects.' works
observe M49-no-statistics '{}' 'It connects all the same, and stays connected.' works
observe M41-bad-apn-throttled '{}' 'Connecting fails with MobileEquipment.MissingOrUnknownApn; the modem stays registered.' no_context
observe M06-esim-without-profile '{}' 'It finds an eSIM without profiles; the modem is failed for this reason (esim-without-profiles).' empty_esim
observe M47-notification-before-answer '{}' 'It connects.' works
observe M10-every-pin-is-wrong '{}' 'The PIN is refused with IncorrectPassword; the modem stays locked and shows the attempts that are left.' wrong_pin 2
for watcher in $watchers; do
  wait "$watcher"
done
cat /log/faults/*.result >$RESULTS
