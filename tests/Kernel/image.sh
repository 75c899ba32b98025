#!/usr/bin/env bash
# Makes what the virtual machine boots, of Debian's own packages: its kernel (vmlinux), and a root file system (root.cpio). Prints the folder with both.
#   image.sh CACHE [RELEASE]   makes it where no image of these package versions is there
#   RELEASE                    the programs are those of this release, such as trixie; the kernel is the system's in any case
# Nothing is installed and no maintainer script runs: packages are fetched, verified by apt, and unpacked.
set -euo pipefail
cache=$(realpath -m "$1")
other=${2-}
self=$(realpath "${BASH_SOURCE[0]}")
# shellcheck source=tests/Peers/release.sh
. "$(dirname "$self")/../Peers/release.sh"

packages=(modemmanager libmbim-utils libmbim-proxy polkitd dbus udev usbip iproute2 iputils-ping kmod dash busybox-static python3-minimal)
# What apt counts in for a machine that is installed, and this one is not.
left_out='^(adduser|debconf|dpkg|init-system-helpers|initramfs-tools.*|klibc-utils|libklibc|libpam-systemd|linux-base|linux-image-amd64|passwd|perl.*|libperl.*|.*-perl|sed|systemd|systemd-sysv|tar|usb.ids|usrmerge|usr-is-merged|sgml-base|xml-core|busybox|logsave|libdb5.3(t64)?|cpio|dmsetup|libcryptsetup12|gcc-1[24]-base|cpp.*|mawk|coreutils|bash|grep|findutils|util-linux.*|sysvinit-utils|base-files|base-passwd|debianutils|libdebconfclient0|libsemanage.*|login.defs|mount|openssl-provider-legacy|e2fsprogs|zstd)_'
modules=(virtio_pci virtio_net virtio_rng vhci-hcd cdc_mbim 8021q xhci-pci ipv6 af_packet)

# With an empty list of installed packages, so that apt names everything.
system_apt() { apt-get -o Dir::State::status=/dev/null -o Debug::NoLocking=1 -o APT::Sandbox::User= "$@"; }

programs_apt() {
  if [ -n "$other" ]; then
    release_apt "$@"
  else
    system_apt "$@"
  fi
}

# list_packages APT PACKAGE...: the names of the files that these packages are made of.
list_packages() {
  local apt=$1
  shift
  "$apt" -o APT::Install-Recommends=0 -y --print-uris install "$@" | awk '/^\x27/ { print $2 }' | grep -vE "$left_out" | LC_ALL=C sort
}

list_kernel() { list_packages system_apt linux-image-amd64 | grep '^linux-image-'; }

[ -z "$other" ] || use_release "$other" "${packages[@]}"
if ! kernel=$(list_kernel 2>/dev/null); then
  echo "image: reading the package lists" >&2
  [ "$(id -u)" != 0 ] || apt-get update -qq >&2
  kernel=$(list_kernel)
fi
programs=$(list_packages programs_apt "${packages[@]}")

key=$({ echo "$kernel $programs"; cat "$self"; } | sha256sum | cut -c 1-16)
image=$cache/image-$key
if [ -e "$image/root.cpio" ]; then
  echo "$image"
  exit
fi

mkdir -p "$cache"
work=$(mktemp -d "$cache/making.XXXXXX")
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
mkdir -p "$work"/{debs,kernel,image} "$work"/root/usr/{bin,sbin,lib,lib64}
for folder in bin sbin lib lib64; do
  ln -s "usr/$folder" "$work/root/$folder"
done

# fetch APT LIST: name_1%3a2.0-1_amd64.deb is the version 1:2.0-1.
fetch() {
  local versions
  mapfile -t versions < <(echo "$2" | sed -E 's/^([^_]*)_(.*)_([^_]*)\.deb$/\1=\2/; s/%3a/:/g')
  (cd "$work/debs" && "$1" -qq download "${versions[@]}") >&2
}

echo "image: fetching $(printf '%s\n' "$kernel" "$programs" | wc -l) packages" >&2
fetch system_apt "$kernel"
fetch programs_apt "$programs"

echo "image: unpacking them" >&2
unpack_kernel() {
  dpkg-deb --fsys-tarfile "$work"/debs/linux-image-*.deb | tar -x -C "$work/kernel" --wildcards './boot/vmlinuz*' './lib/modules/*/modules.*' \
    './lib/modules/*/kernel/drivers/usb' './lib/modules/*/kernel/drivers/net' './lib/modules/*/kernel/drivers/virtio' \
    './lib/modules/*/kernel/drivers/char/hw_random' './lib/modules/*/kernel/net'
}
unpack_kernel &
for deb in "$work"/debs/*.deb; do
  case $deb in
    */linux-image-*) continue ;;
  esac
  dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$work/root" --keep-directory-symlink --exclude='./usr/share/doc/*' --exclude='./usr/share/man/*' \
    --exclude='./usr/share/locale/*' --exclude='./usr/share/bug/*' --exclude='./usr/share/lintian/*' --exclude='*/lib/udev/hwdb.d/*' \
    --exclude='./usr/lib/x86_64-linux-gnu/gconv/[A-TV-Z]*' --exclude='./usr/lib/x86_64-linux-gnu/gconv/lib*'
done
wait $!

version=$(basename "$work"/kernel/lib/modules/*)
depmod -b "$work/kernel" "$version"
for module in "${modules[@]}"; do
  modprobe -d "$work/kernel" -S "$version" --show-depends "$module" || [ "$module" = ipv6 ] || [ "$module" = virtio_rng ]
done | awk '$1 == "insmod" { print $2 }' | LC_ALL=C sort -u >"$work/modules"
while read -r module; do
  install -D -m 644 "$module" "$work/root/lib/modules/$version/${module#*/"$version"/}"
done <"$work/modules"
cp "$work"/kernel/lib/modules/"$version"/modules.{order,builtin,builtin.modinfo} "$work/root/lib/modules/$version/"
depmod -b "$work/root" "$version"

# Unpacked beforehand, the kernel starts seconds earlier: everything is emulated there.
extract_vmlinux() {
  local file=$1 offset
  for offset in $(LC_ALL=C grep -obUaP '\xFD7zXZ\x00' "$file" | cut -d : -f 1); do
    tail -c "+$((offset + 1))" "$file" | xz -dcq 2>/dev/null >"$work/image/vmlinux" || true
    if [ "$(head -c 4 "$work/image/vmlinux" | tail -c 3)" = ELF ]; then
      return 0
    fi
  done
  return 1
}
if ! extract_vmlinux "$work"/kernel/boot/vmlinuz-*; then
  echo "image: no kernel was found in $(basename "$work"/kernel/boot/vmlinuz-*)" >&2
  exit 1
fi

cd "$work/root"
mkdir -p dev proc sys run tmp var/lib/dbus etc root
ln -s ../run var/run
# Not busybox as the shell: it would take its own ip and ping before the packages'.
ln -sf dash usr/bin/sh
for applet in $(./usr/bin/busybox --list); do
  [ -e "usr/bin/$applet" ] || [ -e "usr/sbin/$applet" ] || ln -s busybox "usr/bin/$applet"
done
# Users that the packages' scripts would have made. Polkit's needs a home that it can go to.
printf '%s\n' root:x:0:0::/root:/bin/sh messagebus:x:101:101::/:/bin/false polkitd:x:102:102::/:/bin/false nobody:x:65534:65534::/:/bin/false >etc/passwd
printf '%s\n' root:x:0: messagebus:x:101: polkitd:x:102: nogroup:x:65534: >etc/group
printf '%s\n' 'passwd: files' 'group: files' 'hosts: files dns' >etc/nsswitch.conf
echo 127.0.0.1 localhost >etc/hosts
chmod 1777 tmp
find . -mindepth 1 | LC_ALL=C sort | cpio -o -H newc -R 0:0 --quiet >"$work/image/root.cpio"
cd - >/dev/null
printf '%s\n' "$kernel" "$programs" >"$work/image/packages.txt"

# Another run may have made the same one meanwhile; older ones are of no use any more.
mv -T "$work/image" "$image" 2>/dev/null || [ -e "$image/root.cpio" ]
find "$cache" -mindepth 1 -maxdepth 1 -name 'image-*' ! -path "$image" -mmin +60 -exec rm -rf {} +
echo "$image"
