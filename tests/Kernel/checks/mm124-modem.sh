# ModemManager 1.24 or newer, of Debian 13, and the default modem
# release: trixie
# emulator: --usbip 127.0.0.1:0
# seconds: 300

check 'ModemManager starts' start_modem_manager
mmcli --version
check 'attach' attach 1-1
check 'bound' within 20 bound cdc-wdm0
device=$(readlink -f /sys/class/usbmisc/cdc-wdm0/device/..)
listed() { modem_at "$device"; }
check 'ModemManager lists the modem' within 60 listed
modem=$(modem_at "$device")
check 'disabled' within 30 state_is "$modem" disabled
t() { date +%T; echo "==== $*"; time "$@"; }
t mmcli -m $modem
t mmcli -m $modem --enable
within 30 state_is $modem registered
t mmcli -m $modem
t mmcli -m $modem --get-cell-info
t mmcli -m $modem --sar-status
t mmcli -m $modem --sar-enable
t mmcli -m $modem --sar-set-power-level=3
t mmcli -m $modem --sar-status
t mmcli -m $modem --3gpp-profile-manager-list
t mmcli -m $modem --3gpp-set-initial-eps-bearer-settings=apn=attach.example,ip-type=ipv4v6
t mmcli -m $modem --3gpp-set-5gnr-registration-settings=mico-mode=enabled,drx-cycle=64
t mmcli -m $modem -K
t mmcli -m $modem --signal-setup=5
t mmcli -m $modem --signal-get
t mmcli -m $modem --location-status
t mmcli -m $modem --location-enable-3gpp
t mmcli -m $modem --location-get
t mmcli -m $modem --reset
sleep 20
dmesg | tail -5
usbip port
ls /dev/cdc*
