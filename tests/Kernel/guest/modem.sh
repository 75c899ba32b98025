# Checks of one modem with ModemManager: $EMULATOR says whose it is. ModemManager numbers a modem anew each time that it finds it.

# listed: ModemManager has the modem; sets $modem to its number.
listed() { modem=$(modem_at "$(usb_device 1-1)"); }

# is STATE: ModemManager has the modem, and it is in this state; sets $modem too.
is() { listed && state_is "$modem" "$1"; }

# says TEXT COMMAND...: the command of mmcli for this modem succeeds, and its output has the text.
says() {
  says_text=$1
  shift
  has "$says_text" mmcli -m "$modem" --timeout=60 "$@"
}

# refuses TEXT COMMAND...: it fails, and says so with this text.
refuses() {
  refuses_text=$1
  shift
  if refuses_output=$(mmcli -m "$modem" "$@" 2>&1); then
    echo "it succeeded: $refuses_output"
    return 1
  fi
  has "$refuses_text" echo "$refuses_output"
}

# shows TEXT NAME: a line of what mmcli says of the modem.
shows() { has "$1" field "$modem" "$2"; }

plugs_in() {
  attach 1-1
  within 20 usb_device 1-1
}

enables() {
  mmcli -m "$modem" --timeout=60 --enable
  within 30 is registered
}

# connects: one address after the other carries traffic, because all modems have the same.
connects() {
  says 'successfully connected' --simple-connect=apn=internet,ip-type=ipv4v6
  shows connected modem.generic.state
  bearer=$(field "$modem" 'modem.generic.bearers.value[1]')
  mmcli -b "$bearer" -K >/run/bearer
  cat /run/bearer
  grep 'bearer.ipv4-config.address *: 10.64.0.2' /run/bearer
  grep 'bearer.ipv6-config.address *: 2001:db8:64::2' /run/bearer
  interface=$(awk '$1 == "bearer.status.interface" { print $3 }' /run/bearer)
  ip link set "$interface" mtu 1500 up
  ip addr add 10.64.0.2/24 dev "$interface"
  ping -c 3 -W 5 -I "$interface" 10.64.0.1
  ip addr flush dev "$interface"
}

# has_slots PRIMARY: two slots, of which this one is used.
has_slots() {
  shows 2 modem.generic.sim-slots.length
  shows "$1" modem.generic.primary-sim-slot
}

# switches_to_second_sim: a card comes into the empty slot; then the modem is told to use it, and found anew.
switches_to_second_sim() {
  has_slots 1
  change modem0 insert-sim 1
  says 'successfully requested' --set-primary-sim-slot=2
}

# uses_second_sim: after the switch.
uses_second_sim() {
  within 60 is disabled
  has_slots 2
  mmcli -i "$(field "$modem" modem.generic.sim)" -K >/run/second-sim
  cat /run/second-sim
  grep 001010123457789 /run/second-sim
  grep 89882110000000001012 /run/second-sim
  grep 'sim.properties.active *: yes' /run/second-sim
  enables
}

# sets_attach: ModemManager switches the radio off and on again for it.
sets_attach() {
  says 'Successfully set' --3gpp-set-initial-eps-bearer-settings=apn=attach.example,ip-type=ipv4v6
  shows attach.example modem.3gpp.eps.initial-bearer.settings.apn
  shows ipv4v6 modem.3gpp.eps.initial-bearer.settings.ip-type
  within 30 is registered
  within 20 attached_with attach.example
}

attached_with() {
  has "$1" mmcli -b "$(field "$modem" modem.3gpp.eps.initial-bearer.dbus-path)"
}

keeps_profiles() {
  says 'apn: internet' --3gpp-profile-manager-list
  says 'apn: other.example' --3gpp-profile-manager-set=apn=other.example,ip-type=ipv4,apn-type=default
  says 'id: 2' --3gpp-profile-manager-list
  says deleted --3gpp-profile-manager-delete=profile-id=2
  mmcli -m "$modem" --3gpp-profile-manager-list >/run/profiles
  grep 'apn: internet' /run/profiles
  not grep other.example /run/profiles
}

# backs_off: what ModemManager sets is in the modem, as another program sees it.
backs_off() {
  says 'enabled: no' --sar-status
  says 'enabled SAR' --sar-enable
  says 'set the SAR power level' --sar-set-power-level=3
  says 'power level: 3' --sar-status
  control=$(field "$modem" modem.generic.primary-port)
  mbimcli -p -d "/dev/$control" --ms-query-sar-config >/run/sar
  cat /run/sar
  grep "Backoff state *: *'*enabled" /run/sar
  grep "Backoff index *: *3" /run/sar
}

# has_cells TEXT...: each of them is in the list of cells.
has_cells() {
  mmcli -m "$modem" --get-cell-info >/run/cells
  cat /run/cells
  for has_cells_text in "$@"; do
    grep -F "$has_cells_text" /run/cells
  done
}

# shows_options: what the network sends later.
shows_options() {
  change modem0 pco 0 80ff000401020304 partial
  within 10 says "0: (partial) '80FF000401020304'"
}

takes_registration_settings() {
  says 'successfully set' --3gpp-set-nr5g-registration-settings=mico-mode=enabled,drx-cycle=64
  mmcli -m "$modem" >/run/settings
  grep 'mico mode: enabled' /run/settings
  grep 'drx cycle: 64' /run/settings
}

# agrees_on VERSION: host and modem, on a version of MBIMEx.
agrees_on() { has "\"version\":\"$1\"" http GET /modems/modem0; }

no_errors() {
  http GET /findings
  not has '"text":"error' http GET /findings
}

# resets: the modem leaves the bus and comes back, and ModemManager finds it again.
resets() {
  before=$(usb_device 1-1)
  says 'successfully reseted' --reset
  within 20 not [ -e "$before" ]
  within 20 not listed
  plugs_in
  within 60 is disabled
}
