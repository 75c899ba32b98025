# The machine without a modem: drivers, bus, and ModemManager with its rights.

check 'the drivers are loaded' has cdc_mbim lsmod
check 'the host is reachable' ping -c 1 -W 5 10.0.2.2
check 'ModemManager starts' start_modem_manager
check 'ModemManager finds no modem' has 'No modems' mmcli -L
