#!/usr/bin/env bash
# Fetches packages of another Debian release, for tests that need a newer program than the system's: tests/Peers/fetch.sh RELEASE PACKAGE...
#   RELEASE  a release in the archive from which the system's apt installs: sid, trixie
#   PACKAGE  the package of the program, then those of the libraries that the system does not have as new
# Nothing is installed, and no maintainer script runs: apt verifies the packages, and they are unpacked in .cache/peers/RELEASE, each set of versions
# in a folder of its own. The last line of the output is that folder; .cache/peers/RELEASE/PACKAGE, of the first package, leads to the newest one.
# The programs run with LD_LIBRARY_PATH=FOLDER/usr/lib/x86_64-linux-gnu.
set -euo pipefail
exec </dev/null

fail() {
  echo "fetch: $1" >&2
  exit 1
}

[ $# -ge 2 ] || { sed -n '2,7s/^# //p' "$0" >&2; exit 2; }
for name in "$@"; do
  [[ $name =~ ^[a-z0-9][a-z0-9.+-]*$ ]] || fail "'$name' is no name of a release or a package; expected lower-case letters, digits, '.', '+' and '-'"
done
for tool in apt-get apt-config dpkg-deb flock awk sha256sum; do
  command -v "$tool" >/dev/null || fail "needs $tool; this works on Debian and its derivatives"
done

release=$1
shift
folder=$(realpath -m "$(dirname "${BASH_SOURCE[0]}")/../../.cache/peers")/$release
mkdir -p "$folder"/{sources,lists/partial,cache/archives/partial}

# Another one that runs at the same time waits until the files are there.
exec 9>"$folder/lock"
flock -w 900 9 || fail "another fetch has held $folder/lock for 15 minutes; end it, and try again"

# apt with folders of its own, to which nothing is installed, and without the system's pins. Its configuration of proxies and the like stays.
apt() {
  apt-get -o Dir::State::status=/dev/null -o Dir::State::lists="$folder/lists" -o Dir::Cache="$folder/cache" -o Dir::Etc::sourcelist="$source" \
    -o Dir::Etc::sourceparts=/dev/null -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null -o Debug::NoLocking=1 \
    -o APT::Sandbox::User= -o APT::Get::List-Cleanup=0 -o APT::Update::Error-Mode=any -o Acquire::Languages=none "$@"
}

# The system's lines for its own release, with the other release instead: a file for each, as there may be archives of others among them.
# What else a line has (signature, trust, architectures) stays.
write_sources() {
  local etc_list etc_parts codename
  eval "$(apt-config shell etc_list Dir::Etc::sourcelist/f etc_parts Dir::Etc::sourceparts/d)"
  # shellcheck source=/dev/null
  codename=$(. /etc/os-release && echo "${VERSION_CODENAME-}")
  rm -f "$folder"/sources/*
  shopt -s nullglob
  local lists=("$etc_parts"/*.list) stanzas=("$etc_parts"/*.sources)
  [ ! -e "$etc_list" ] || lists+=("$etc_list")

  # deb [options] URI suite component...
  [ ${#lists[@]} = 0 ] || awk -v own="$codename" -v other="$release" -v folder="$folder/sources" '
    $1 != "deb" { next }
    {
      options = ""
      if (match($0, /\[[^]]*\]/)) {
        options = substr($0, RSTART, RLENGTH) " "
        $0 = substr($0, 1, RSTART - 1) substr($0, RSTART + RLENGTH)
      }
    }
    ($3 == own || $3 == "stable" || $3 == "testing") && $4 == "main" {
      print "deb " options $2 " " other " main" >(folder "/line-" ++count ".list")
    }' "${lists[@]}"

  # Paragraphs of fields. A line that begins with a space belongs to the field above it.
  [ ${#stanzas[@]} = 0 ] || awk -v own="$codename" -v other="$release" -v folder="$folder/sources" '
    function has(field, word) { return (" " values[field] " ") ~ (" " word " ") }
    function end() {
      if (has("types", "deb") && (has("suites", own) || has("suites", "stable") || has("suites", "testing")) && has("components", "main") && !has("enabled", "no")) {
        print kept "Types: deb\nSuites: " other "\nComponents: main" >(folder "/stanza-" ++count ".sources")
      }
      split("", values)
      kept = field = ""
    }
    FNR == 1 { end() }
    /^#/ { next }
    /^[ \t\r]*$/ { end(); next }
    /^[^ \t]/ { field = tolower(substr($0, 1, index($0, ":") - 1)) }
    {
      line = $0
      sub(/^[^ \t:]*:/, "", line)
      gsub(/[ \t]+/, " ", line)
      values[field] = values[field] line
      if (field != "types" && field != "suites" && field != "components") kept = kept $0 "\n"
    }
    END { end() }' "${stanzas[@]}"

  sources=("$folder"/sources/*)
  [ ${#sources[@]} != 0 ] || fail "apt's sources ($etc_list, $etc_parts) have no entry of type deb for '$codename main', from whose archive $release would come; add one"
}

# A mirror that is out of reach is no trouble while the lists of an earlier run are there.
read_lists() {
  local log=$folder/update.log
  : >"$log"
  for source in "${sources[@]}"; do
    ! apt -qq update >>"$log" 2>&1 || return 0
  done
  for source in "${sources[@]}"; do
    if apt download --print-uris "$@" >/dev/null 2>&1; then
      echo "fetch: the lists of $release could not be read; those of an earlier run are used ($log)" >&2
      return
    fi
  done
  tail -n 5 "$log" >&2
  fail "the archives of the system's apt have no release $release, or are out of reach; see $log, and compare with apt-get update"
}

write_sources
read_lists "$@"
if ! list=$(apt download --print-uris "$@" 2>"$folder/download.log") || [ -z "$list" ]; then
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
  (cd "$work/debs" && apt -qq download "$@") >"$folder/download.log" 2>&1 || {
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
