# The archive of another Debian release, with an apt of its own, to which nothing is installed. Read by tests/Peers/fetch.sh and tests/Kernel/image.sh:
#   use_release NAME PACKAGE...   reads the lists of the release, in which these packages must be
#   release_apt ARGUMENT...       apt-get of the release
# Lists and packages are kept in .cache/peers/NAME, which is $release_folder then. One process at a time works there.

fail() {
  echo "$(basename -s .sh "$0"): $1" >&2
  exit 1
}

# apt with folders of its own, to which nothing is installed, and without the system's pins. Its configuration of proxies and the like stays.
release_apt() {
  apt-get -o Dir::State::status=/dev/null -o Dir::State::lists="$release_folder/lists" -o Dir::Cache="$release_folder/cache" -o Dir::Etc::sourcelist="$release_source" \
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
  rm -f "$release_folder"/sources/*
  shopt -s nullglob
  local lists=("$etc_parts"/*.list) stanzas=("$etc_parts"/*.sources)
  [ ! -e "$etc_list" ] || lists+=("$etc_list")

  # deb [options] URI suite component...
  [ ${#lists[@]} = 0 ] || awk -v own="$codename" -v other="$release_name" -v folder="$release_folder/sources" '
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
  [ ${#stanzas[@]} = 0 ] || awk -v own="$codename" -v other="$release_name" -v folder="$release_folder/sources" '
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

  sources=("$release_folder"/sources/*)
  [ ${#sources[@]} != 0 ] || fail "apt's sources ($etc_list, $etc_parts) have no entry of type deb for '$codename main', from whose archive $release_name would come; add one"
}

# A mirror that is out of reach is no trouble while the lists of an earlier run are there.
read_lists() {
  local log=$release_folder/update.log
  : >"$log"
  for release_source in "${sources[@]}"; do
    ! release_apt -qq update >>"$log" 2>&1 || return 0
  done
  for release_source in "${sources[@]}"; do
    if release_apt download --print-uris "$@" >/dev/null 2>&1; then
      echo "$(basename -s .sh "$0"): the lists of $release_name could not be read; those of an earlier run are used ($log)" >&2
      return
    fi
  done
  tail -n 5 "$log" >&2
  fail "the archives of the system's apt have no release $release_name, or are out of reach; see $log, and compare with apt-get update"
}

use_release() {
  local tool
  for tool in apt-get apt-config dpkg-deb flock awk sha256sum; do
    command -v "$tool" >/dev/null || fail "needs $tool; this works on Debian and its derivatives"
  done
  release_name=$1
  shift
  release_folder=$(realpath -m "$(dirname "${BASH_SOURCE[0]}")/../../.cache/peers")/$release_name
  mkdir -p "$release_folder"/{sources,lists/partial,cache/archives/partial}

  # Another one that runs at the same time waits until the files are there.
  exec 9>"$release_folder/lock"
  flock -w 900 9 || fail "another fetch has held $release_folder/lock for 15 minutes; end it, and try again"
  write_sources
  read_lists "$@"
}
