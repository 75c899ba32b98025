# ModemManager 1.24 or newer, as Debian 13 has it: what a modem of today offers it, a locked SIM, and 5G
# release: trixie
# emulator: --usbip 127.0.0.1:0
# emulator: --usbip 127.0.0.1:0 --profile sim-pin
# emulator: --usbip 127.0.0.1:0 --profile tests/Kernel/profiles/cells.yaml
# seconds: 300

. /t/modem.sh

check "ModemManager $(modem_manager_version) is 1.24 or newer" modem_manager_is 1.24
check 'ModemManager starts' start_modem_manager
for EMULATOR in 1 2 3; do
  check "modem $EMULATOR is attached" plugs_in
done

EMULATOR=1
check 'it finds the modem' within 60 is disabled
listed
check 'both agree on MBIMEx 3.0' agrees_on 3.0
check 'it enables and registers' enables
check 'it connects, and pings go through' connects

check 'it sees the protocol configuration options that the network sends' shows_options
check 'it disconnects' says 'successfully disconnected' --simple-disconnect
check 'it sets the attach, and the modem attaches with it' sets_attach
check 'it lists, adds and deletes profiles' keeps_profiles
check 'it shows cells of LTE, TD-SCDMA, UMTS and GSM' has_cells \
  'cell type: lte, serving: yes, operator id: 00101, tac: 1, ci: 301, physical ci: A, earfcn: 1575, rsrp: -87.000000, rsrq: -12.000000' \
  'cell type: tdscdma, serving: no' 'cell type: umts, serving: no' 'cell type: gsm, serving: no'
check 'it has asked for the frequencies (RFIM) before' has "CenterFrequency = '1842500000'" grep CenterFrequency /log/ModemManager
check 'it enables the back-off and sets its level' backs_off

EMULATOR=3
check '5G: it finds the modem' within 30 is disabled
listed
check '5G: it enables and registers' enables
check '5G: it shows cells of four technologies' has_cells \
  'cell type: lte, serving: yes, operator id: 00101, tac: 1234, ci: 4003, physical ci: 104, earfcn: 1575, rsrp: -95.000000, rsrq: -10.000000, timing advance: 3, serving cell type: 1, bandwidth: 20000000' \
  'cell type: lte, serving: no, operator id: 00101, tac: 1235, ci: 4101, physical ci: 66, earfcn: 6300, rsrp: -105.000000, rsrq: -12.000000' \
  'cell type: 5gnr, serving: no, operator id: 00101, tac: 12345, ci: FFFFFFFFF, physical ci: 3EF' \
  'cell type: umts, serving: no, operator id: 00101, lac: 11, ci: 10001, uarfcn: 10700, psc: 511, rscp: -85.000000, ecio: -7.000000' \
  'cell type: gsm, serving: no, operator id: 00101, lac: 13, ci: 4, arfcn: 62, base station id: 3F'

registers_in_5g() {
  change modem0 move-to-cell roof
  within 20 shows 5gnr 'modem.generic.access-technologies.value[1]'
  has_cells 'cell type: 5gnr, serving: yes, operator id: 00101, tac: 12345, ci: FFFFFFFFF, physical ci: 3EF, nrarfcn: 636666'
  takes_registration_settings
  within 20 is registered
}
check '5G: it takes registration settings, and the modem registers with them' registers_in_5g
check '5G: it connects, and pings go through' connects
check '5G: it sees the options of the profile' within 10 says "0: (complete) '80FF000401020304'"

EMULATOR=2
check 'PIN: it finds the locked SIM' within 30 is locked
listed
unlocks() {
  has sim-pin field "$modem" modem.generic.unlock-required
  before=$modem
  mmcli -i "$(field "$modem" modem.generic.sim)" --pin=1234
  within 60 is disabled
  enables
  [ "$modem" = "$before" ]
}
check 'PIN: it unlocks the modem, which stays the same to it' unlocks
check 'PIN: nothing was probed again' not_probed_again 3

EMULATOR=1
listed
check 'slots: it is told to use the second one, where a SIM came' switches_to_second_sim
check 'slots: it finds the modem with the other SIM, and registers' uses_second_sim
listed

for EMULATOR in 1 2 3; do
  check "ModemManager made no error of MBIM with modem $EMULATOR" no_errors
done

EMULATOR=1
listed
check 'it resets the modem, which goes and comes back' resets
listed
check 'the modem has the slot that it had' has_slots 2
check 'it enables and registers again' enables
check 'it resets it by MODEM_REBOOT without the boot mode of 2.0' has 'MODEM_REBOOT: BootMode' http GET /findings
