# What files of checks are written with. A result is one line on ttyS1: "ok NAME", "not ok NAME", "# why", "progress WHAT", "end SECONDS".
# A shell ignores -e in everything that is part of a condition: no "check ... || ...", no function with several steps behind "within" or "not".
RESULTS=/dev/ttyS1
OUTPUT=/log/output

result() { echo "$*" >>$RESULTS; }

progress() { result "progress $*"; }

# check NAME COMMAND...: one result. A function runs with -e: its first failing command is the reason.
check() {
  check_name=$1
  shift
  echo "=== $check_name: $*" >>$OUTPUT
  (
    set -ex
    "$@"
  ) >$OUTPUT.last 2>&1
  check_code=$?
  cat $OUTPUT.last >>$OUTPUT
  if [ $check_code = 0 ]; then
    result "ok $check_name"
    return 0
  fi
  result "not ok $check_name"
  tail -n 12 $OUTPUT.last | cut -c 1-300 | while IFS= read -r line; do
    result "# $line"
  done
  return 1
}

# within SECONDS COMMAND...: until it succeeds; the last try's output is the reason when it never does.
within() {
  within_end=$(($(cut -d . -f 1 /proc/uptime) + $1))
  shift
  until "$@" >$OUTPUT.try 2>&1; do
    if [ "$(cut -d . -f 1 /proc/uptime)" -ge $within_end ]; then
      cat $OUTPUT.try
      return 1
    fi
    sleep 0.2
  done
  cat $OUTPUT.try
}

# has TEXT COMMAND...: the command succeeds, and its output has the text.
has() {
  has_text=$1
  shift
  # Not traced: what a shell function runs is no part of what it says.
  has_output=$(set +x; "$@" 2>&1) || { echo "$has_output"; return 1; }
  echo "$has_output"
  case $has_output in
    *"$has_text"*) ;;
    *) echo "expected: $has_text"; return 1 ;;
  esac
}

not() { ! "$@"; }

# --- the emulators: number 1 is the first; EMULATOR chooses another -------------------------------------------------------------------
emulator_value() { eval "echo \"\$$1_${EMULATOR:-1}\""; }

# http METHOD PATH [JSON]: asks the control API.
http() { python3 /t/control.py "$(emulator_value CONTROL)" "$(emulator_value TOKEN)" "$@"; }

# change MODEM CHANGE [ARGUMENT...]: what can be done to a modem, as by mbim-emulator ctl.
change() {
  change_at="/modems/$1/changes/$2"
  shift 2
  change_arguments=
  for change_argument in "$@"; do
    change_arguments="$change_arguments${change_arguments:+,}\"$change_argument\""
  done
  http POST "$change_at" "{\"arguments\":[$change_arguments]}"
}

# fault MODEM ID [JSON OBJECT]: orders a fault of the library.
fault() { http POST "/modems/$1/faults" "{\"fault\":\"$2\",\"arguments\":${3-{\}}}"; }

# no_faults MODEM: removes all rules.
no_faults() { http DELETE "/modems/$1/scenario"; }

# --- USB -----------------------------------------------------------------------------------------------------------------------------
attach() { usbip --tcp-port "$(emulator_value USBIP)" attach -r 10.0.2.2 -b "$1"; }

# usb_device BUSID: the sysfs folder of what was attached, when the kernel has looked at it.
usb_device() {
  for usb_device_port in $(grep -l " $(emulator_value USBIP) $1\$" /run/vhci_hcd/port* 2>/dev/null); do
    # As text: this awk takes 0010 for 8.
    usb_device_at=$(awk -v port="$(printf %04d "${usb_device_port##*/port}")" '$2 "" == port && $7 != "0-0" { print $7 }' /sys/devices/platform/vhci_hcd.0/status*)
    if [ -e "/sys/bus/usb/devices/${usb_device_at:-none}" ]; then
      readlink -f "/sys/bus/usb/devices/$usb_device_at"
      return 0
    fi
  done
  return 1
}

ports_in_use() { usbip port 2>/dev/null | sed -n 's/^Port \([0-9]*\):.*in use.*/\1/ip'; }

detach_all() {
  for port in $(ports_in_use); do
    usbip detach -p "$port"
  done
}

# bound NAME: its driver has the modem, such as cdc-wdm0.
bound() { [ -e "/sys/class/usbmisc/$1" ] && [ -c "/dev/$1" ]; }

driver_of() { basename "$(readlink "/sys/class/usbmisc/$1/device/driver")"; }

# --- ModemManager --------------------------------------------------------------------------------------------------------------------
start_modem_manager() {
  dbus-uuidgen --ensure
  dbus-daemon --system --nopidfile
  within 10 [ -S /run/dbus/system_bus_socket ]
  udevadm trigger --action=add
  udevadm settle
  /usr/lib/polkit-1/polkitd --no-debug >/log/polkitd 2>&1 &
  within 30 has true dbus-send --system --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner string:org.freedesktop.PolicyKit1
  # Without a syslog daemon it would write to the console too.
  ModemManager --debug --log-file=/log/ModemManager >/dev/null 2>&1 &
  within 30 mmcli -L
}

# modems: a line for each modem that ModemManager has: its number, sysfs folder, state, reason of failure and lock, the last three as numbers.
# One question for all of them: mmcli asks as much for one, and takes long here. Other interfaces have a State too, which is no number.
modems() {
  dbus-send --system --print-reply --dest=org.freedesktop.ModemManager1 /org/freedesktop/ModemManager1 \
    org.freedesktop.DBus.ObjectManager.GetManagedObjects | awk '
      function finish() { if (device != "") print number, device, state, reason, lock; device = "" }
      $1 == "object" && $3 ~ /\/Modem\// { finish(); number = $3; gsub(/.*\/|"/, "", number) }
      $1 == "variant" && key == "Device" { device = $3; gsub(/"/, "", device) }
      $1 == "variant" && $2 == "int32" && key == "State" { state = $3 }
      $1 == "variant" && key == "StateFailedReason" { reason = $3 }
      $1 == "variant" && key == "UnlockRequired" { lock = $3 }
      { key = $1 == "string" ? $2 : ""; gsub(/"/, "", key) }
      END { finish() }'
}

# modem_at SYSFS: the number ModemManager gave to the modem of a USB device.
modem_at() { modems | awk -v device="$1" '$2 == device { print $1; found = 1 } END { exit !found }'; }

# field MODEM NAME: what mmcli --output-keyvalue says of it.
field() { mmcli -m "$1" -K 2>/dev/null | awk -v name="$2" '$1 == name { sub(/^[^:]*: */, ""); print; exit }'; }

# state_is MODEM STATE
state_is() { has "$2" field "$1" modem.generic.state; }

# bearer_field BEARER NAME
bearer_field() { mmcli -b "$1" -K | awk -v name="$2" '$1 == name { sub(/^[^:]*: */, ""); print; exit }'; }

modem_manager_version() { ModemManager --version | awk '{ print $NF; exit }'; }

# modem_manager_is MAJOR.MINOR: this version, or a newer one.
modem_manager_is() {
  modem_manager_version | awk -F . -v least="$1" '{ split(least, than, "."); exit !($1 > than[1] || $1 == than[1] && $2 >= than[2]) }'
}

# not_probed_again COUNT: ModemManager's log has this many modems that it found, and none that it probed again.
not_probed_again() {
  grep -E 'creating modem with plugin|reprobing' /log/ModemManager
  [ "$(grep -c 'creating modem with plugin' /log/ModemManager)" = "$1" ]
  not grep reprobing /log/ModemManager
}
