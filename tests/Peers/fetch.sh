#!/usr/bin/env bash
# Fetches packages of another Debian release, for tests that need a newer program than the system's: tests/Peers/fetch.sh RELEASE PACKAGE...
#   RELEASE  a release in the archive from which the system's apt installs: sid, trixie
#   PACKAGE  the package of the program, then those of the libraries that the system does not have as new
# Nothing is installed, and no maintainer script runs: apt verifies the packages, and they are unpacked in .cache/peers/RELEASE, each set of versions
# in a folder of its own. The last line of the output is that folder; .cache/peers/RELEASE/PACKAGE, of the first package, leads to the newest one.
# The programs run with LD_LIBRARY_PATH=FOLDER/usr/lib/x86_64-linux-gnu.
set -euo pipefail
exec </dev/null

# shellcheck source=tests/Peers/release.sh
. "$(dirname "${BASH_SOURCE[0]}")/release.sh"

[ $# -ge 2 ] || { sed -n '2,7s/^# //p' "$0" >&2; exit 2; }
for name in "$@"; do
  [[ $name =~ ^[a-z0-9][a-z0-9.+-]*$ ]] || fail "'$name' is no name of a release or a package; expected lower-case letters, digits, '.', '+' and '-'"
done
use_release "$@"
release=$1
folder=$release_folder
shift

if ! list=$(release_apt download --print-uris "$@" 2>"$folder/download.log") || [ -z "$list" ]; then
  tail -n 5 "$folder/download.log" >&2
  fail "$release does not have all of: $*"
fi

key=$(awk '{ print $2, $NF }' <<<"$list" | LC_ALL=C sort | sha256sum | cut -c 1-16)
root=$folder/$1-$key
if [ ! -e "$root" ]; then
  echo "fetch: $(awk '{ print $2 }' <<<"$list" | xargs)" >&2
  work=$(mktemp -d "$folder/making.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  mkdir "$work/debs" "$work/root"
  (cd "$work/debs" && release_apt -qq download "$@") >"$folder/download.log" 2>&1 || {
    tail -n 5 "$folder/download.log" >&2
    fail "could not download $*; try again"
  }
  for deb in "$work"/debs/*.deb; do
    dpkg-deb -x "$deb" "$work/root"
  done
  mv -T "$work/root" "$root"
fi

ln -sfn "$(basename "$root")" "$folder/$1.new"
mv -T "$folder/$1.new" "$folder/$1"
echo "$root"
