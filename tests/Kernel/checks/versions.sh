# ModemManager with modems of MBIM 1.0 and of MBIMEx 1.0, 2.0 and 3.0
# emulator: --usbip 127.0.0.1:0 --profile mbim10
# emulator: --usbip 127.0.0.1:0 --profile tests/Kernel/profiles/mbimex1.yaml
# emulator: --usbip 127.0.0.1:0 --profile tests/Kernel/profiles/mbimex2.yaml
# emulator: --usbip 127.0.0.1:0 --profile tests/Kernel/profiles/cells.yaml
# seconds: 300

. /t/versions.sh

EMULATOR=4
check 'MBIMEx 3.0: modem 4 is attached' plugs_in
check 'MBIMEx 3.0: it finds the modem' within 60 is disabled
listed
check 'MBIMEx 3.0: it enables and registers' enables
check 'MBIMEx 3.0: host and modem agree on it' agrees_on 3.0
check 'MBIMEx 3.0: it connects, and pings go through' connects
check 'MBIMEx 3.0: it shows the protocol configuration options of the profile' within 10 says "0: (complete) '80FF000401020304'"
check 'MBIMEx 3.0: it shows those that the network sends later' shows_options
check 'MBIMEx 3.0: it shows cells of LTE, 5G, UMTS and GSM' has_cells \
  'cell type: lte, serving: yes, operator id: 00101, tac: 1234, ci: 4003' 'cell type: 5gnr, serving: no, operator id: 00101, tac: 12345, ci: FFFFFFFFF' \
  'cell type: umts, serving: no, operator id: 00101, lac: 11, ci: 10001' 'cell type: gsm, serving: no, operator id: 00101, lac: 13, ci: 4'
check 'MBIMEx 3.0: it takes registration settings' takes_registration_settings
check 'ModemManager made no error of MBIM with modem 4' no_errors
check 'MBIMEx 3.0: it resets the modem, which goes and comes back' resets
check 'MBIMEx 3.0: it resets it by MODEM_REBOOT without the boot mode of 2.0' has 'MODEM_REBOOT: BootMode' http GET /findings
