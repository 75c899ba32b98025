# What ModemManager of any release shows of a modem of MBIM 1.0, and of modems whose hosts agree on MBIMEx 1.0 and 2.0: emulators 1 to 3.
. /t/modem.sh

check 'ModemManager starts' start_modem_manager
for EMULATOR in 1 2 3; do
  check "modem $EMULATOR is attached" plugs_in
done

EMULATOR=1
check 'MBIM 1.0: it finds the modem' within 60 is disabled
listed
check 'MBIM 1.0: it enables and registers' enables
check 'MBIM 1.0: host and modem stay at it' agrees_on 1.0
check 'MBIM 1.0: it connects, and pings go through' connects

lacks_extensions() {
  has -- field "$modem" modem.generic.sim-slots
  has -- field "$modem" modem.generic.primary-sim-slot
  refuses Unsupported --get-cell-info
  refuses error --sar-status
  says 'apn: internet' --3gpp-profile-manager-list
  refuses Unsupported --3gpp-set-initial-eps-bearer-settings=apn=attach.example
}
check 'MBIM 1.0: it finds a profile, and no slots, cells, attach or back-off' lacks_extensions

for EMULATOR in 2 3; do
  version=$((EMULATOR - 1)).0
  check "MBIMEx $version: it finds the modem" within 60 is disabled
  listed
  check "MBIMEx $version: it enables and registers" enables
  check "MBIMEx $version: host and modem agree on it" agrees_on "$version"
  check "MBIMEx $version: it connects, and pings go through" connects
  check "MBIMEx $version: it shows the protocol configuration options that the network sends" shows_options
  check "MBIMEx $version: it sets the attach, and the modem attaches with it" sets_attach
  check "MBIMEx $version: it lists, adds and deletes profiles" keeps_profiles
  check "MBIMEx $version: it shows cells of LTE, TD-SCDMA, UMTS and GSM" has_cells \
    'cell type: lte, serving: yes, operator id: 00101, tac: 1, ci: 301, physical ci: A, earfcn: 1575, rsrp: -87.000000, rsrq: -12.000000' \
    'cell type: tdscdma, serving: no' 'cell type: umts, serving: no' 'cell type: gsm, serving: no'
  check "MBIMEx $version: it enables the back-off and sets its level" backs_off
  check "MBIMEx $version: the modem has no registration settings before 3.0" refuses NoDeviceSupport \
    --3gpp-set-nr5g-registration-settings=mico-mode=enabled,drx-cycle=64
  check "MBIMEx $version: it is told to use the second slot, where a SIM came" switches_to_second_sim
done

# ModemManager takes its time to find them anew.
for EMULATOR in 2 3; do
  check "MBIMEx $((EMULATOR - 1)).0: it finds the modem with the other SIM, and registers" uses_second_sim
done
for EMULATOR in 1 2 3; do
  check "ModemManager made no error of MBIM with modem $EMULATOR" no_errors
done
