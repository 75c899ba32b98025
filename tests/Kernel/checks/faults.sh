# What ModemManager makes of the fault library: each sentence stands, word for word, on the page of its fault too
# emulator: --usbip 127.0.0.1:0 --count 24
# emulator: --usbip 127.0.0.1:0 --count 4 --profile sim-pin
# seconds: 400

mkdir -p /log/faults
EMULATOR=1
next_1=0
next_2=0

# observe FAULT JSON SENTENCE FUNCTION: a modem with this fault alone, watched beside the others. Its function sees $device, $name and $fault.
observe() {
  eval "name=modem\$next_$EMULATOR; bus=1-\$((next_$EMULATOR + 1)); next_$EMULATOR=\$((next_$EMULATOR + 1))"
  fault=$1
  fault "$name" "$fault" "$2" >>/log/faults/orders 2>&1 || result "# $fault cannot be ordered with $2"
  attach "$bus" >>/log/faults/orders 2>&1
  for _ in $(seq 50); do
    device=$(usb_device "$bus") && break
    sleep 0.2
  done
  watch "$3" "$4" &
}

# watch SENTENCE FUNCTION: several watch at once, so each result waits in a file.
watch() {
  RESULTS=/log/faults/$fault.result
  OUTPUT=/log/faults/$fault
  begun=$(cut -d . -f 1 /proc/uptime)
  check "$fault: $1" "$2"
}

seconds() { echo $(($(cut -d . -f 1 /proc/uptime) - begun)); }

modems_seen() { cat /run/modems; }
keep_looking() {
  while :; do
    modems >/run/modems.new 2>/dev/null && mv /run/modems.new /run/modems
    sleep 0.7
  done
}
