# ModemManager 1.24 or newer, as Debian 13 has it, with modems of MBIM 1.0 and of MBIMEx 1.0 and 2.0
# release: trixie
# emulator: --usbip 127.0.0.1:0 --profile mbim10
# emulator: --usbip 127.0.0.1:0 --profile tests/Kernel/profiles/mbimex1.yaml
# emulator: --usbip 127.0.0.1:0 --profile tests/Kernel/profiles/mbimex2.yaml
# seconds: 300

check "ModemManager $(modem_manager_version) is 1.24 or newer" modem_manager_is 1.24
. /t/versions.sh
