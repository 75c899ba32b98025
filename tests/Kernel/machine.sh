# The host's side of ./test-kernel, which reads this file: emulators and virtual machines. Every process is ended by its own id.
KEEP=0
number=0
emulators=()
machine=
lanes=()
declare -A images=()

end_processes() {
  local pid
  for pid in $machine "${emulators[@]}"; do
    kill "$pid" 2>/dev/null || true
  done
  wait 2>/dev/null || true
  emulators=()
  machine=
}

end_lanes() {
  [ ${#lanes[@]} = 0 ] || kill "${lanes[@]}" 2>/dev/null || true
  end_processes
}
trap end_lanes EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# report LINE: a result of the topic that runs; with "#" in front, the reason of the one before; otherwise how far it is.
report() { printf '%s\t%s\n' "$topic" "$1"; }

# show TOPIC LINE: what was reported, to people and to the file of results.
show() {
  local topic=$1 name
  shift
  case $1 in
    "ok "* | "not ok "*)
      number=$((number + 1))
      name=${1#not }
      name=${name#ok }
      echo "${1%"$name"}$number - $topic: ${name#"$topic: "}"
      printf '%s\t%s\t%s\t%s\n' "${1%" $name"}" "$number" "$topic" "$name" >>artifacts/kernel/results
      ;;
    "#"*)
      echo "    $topic: ${1#"# "}"
      printf '#\t\t%s\t%s\n' "$topic" "${1#"# "}" >>artifacts/kernel/results
      ;;
    *) echo "  ... $topic: ${1#progress }" ;;
  esac
}

results_as_json() {
  awk -F '\t' '
    function text(s) { gsub(/\\/, "\\\\", s); gsub(/"/, "\\\"", s); gsub(/[\001-\037]/, " ", s); return "\"" s "\"" }
    $1 == "#" { why[last[$3]] = why[last[$3]] (why[last[$3]] == "" ? "" : " | ") $4; next }
    {
      check[++count] = sprintf("\n  {\"number\": %d, \"topic\": %s, \"name\": %s, \"passed\": %s", $2, text($3), text($4), ($1 == "ok" ? "true" : "false"))
      last[$3] = count
    }
    $1 == "ok" { passed++ }
    END {
      printf "{\"checks\": ["
      for (i = 1; i <= count; i++) printf "%s%s%s}", (i > 1 ? "," : ""), check[i], (why[i] == "" ? "" : ", \"reason\": " text(why[i]))
      printf "\n], \"passed\": %d, \"failed\": %d}\n", passed, count - passed
    }' "$1"
}

# value FILE MARK MEMBER: the member of a ready file that stands first behind a mark.
value() {
  awk -v mark="$2" -v member="\"$3\":" 'index($0, mark) { seen = 1 } seen && $1 == member { gsub(/[",]/, "", $2); print $2; exit }' "$1"
}

# handles PID: how many files and sockets a process has open, but for the libraries that a runtime maps when it first needs them.
handles() { find "/proc/$1/fd" -mindepth 1 ! -lname '*.dll' -printf '%l\n' 2>/dev/null | awk '/^socket:/ { sockets++ } END { print NR, sockets + 0 }'; }

# start_emulator NUMBER LOGS OPTIONS...: writes where it is for the guest, into LOGS/machine.
start_emulator() {
  local index=$1 logs=$2 ready
  shift 2
  ready=$logs/ready-$index.json
  rm -f "$ready"
  ./run "$@" --control 127.0.0.1:0 --ready-file "$ready" --log-level information >"$logs/emulator-$index.log" 2>&1 </dev/null &
  emulators+=($!)
  for _ in $(seq 300); do
    [ ! -e "$ready" ] || break
    kill -0 "${emulators[-1]}" 2>/dev/null || break
    sleep 0.1
  done
  if [ ! -e "$ready" ]; then
    report "not ok $topic: the emulator starts with $*"
    tail -n 5 "$logs/emulator-$index.log" | while IFS= read -r line; do report "# $line"; done
    return 1
  fi
  {
    echo "USBIP_$index=$(value "$ready" '"usbIp"' address | sed 's/.*://')"
    echo "USBREDIR_$index=$(value "$ready" '"usbRedir"' address | sed 's/.*://')"
    echo "CONTROL_$index=$(value "$ready" '"control"' address | sed 's/.*://')"
    echo "TOKEN_$index=$(value "$ready" '"control"' token)"
  } >>"$logs/machine"
}

# pack_overlay IMAGE LOGS: what changes with every run goes into an archive of its own behind the image's.
pack_overlay() {
  local image=$1 logs=$2 overlay=$2/overlay
  rm -rf "$overlay"
  mkdir -p "$overlay/t"
  cp "$here/guest/init" "$overlay/init"
  chmod 755 "$overlay/init"
  cp -r "$here/checks" "$here"/guest/* "$logs/machine" "$overlay/t/"
  # Without ".": its mode would become that of the machine's root folder.
  (cd "$overlay" && find . -mindepth 1 | cpio -o -H newc -R 0:0 --quiet) | cat "$image/root.cpio" - >"$logs/initrd"
  rm -rf "$overlay"
}

# boot IMAGE LOGS OPTIONS...: starts the machine; its results come in LOGS/results.
boot() {
  local image=$1 logs=$2 limit=$LIMIT console=file:$2/console.log input=/dev/null
  shift 2
  if [ "$KEEP" = 1 ]; then
    console=mon:stdio
    input=/dev/stdin
    limit=0
  fi
  timeout --foreground "$limit" qemu-system-x86_64 -accel tcg,thread=multi -cpu max -smp 2 -m 1024 -display none -no-reboot -nodefaults \
    -serial "$console" -serial "file:$logs/results" -serial "file:$logs/logs.tar" \
    -kernel "$image/vmlinux" -initrd "$logs/initrd" -append "console=ttyS0 quiet panic=-1" \
    -netdev user,id=n0 -device virtio-net-pci,netdev=n0,romfile= -device virtio-rng-pci "$@" <"$input" 2>"$logs/qemu.log" &
  machine=$!
}

# seconds_of TOPIC: its time limit.
seconds_of() {
  local seconds
  seconds=$(sed -n 's/^# seconds: //p' "$here/checks/$1.sh")
  echo "${seconds:-180}"
}

# release_of TOPIC: the Debian release whose programs it wants; nothing for the system's own. Its image is in "images".
release_of() { sed -n 's/^# release: //p' "$here/checks/$1.sh" | grep . || echo; }

image_of() {
  local release
  release=$(release_of "$1")
  echo "${images[${release:-system}]}"
}

# run_lane TOPIC...: one after the other, each in a process of its own that ends what it started.
run_lane() {
  local topic running=
  trap 'kill $running 2>/dev/null; wait; exit 143' TERM
  for topic in "$@"; do
    (
      trap end_processes EXIT
      trap 'exit 143' TERM
      run_topic "$topic"
    ) &
    running=$!
    wait $running || true
  done
}

# run_topics TOPIC...: two at once, the longest first. What each says is shown as it comes.
run_topics() {
  local topic line first=() second=() in_first=0 in_second=0 said=artifacts/kernel/said
  while read -r seconds topic; do
    if [ "$in_first" -le "$in_second" ]; then
      first+=("$topic")
      in_first=$((in_first + seconds))
    else
      second+=("$topic")
      in_second=$((in_second + seconds))
    fi
  done < <(for topic in "$@"; do echo "$(seconds_of "$topic") $topic"; done | sort -rn)
  rm -f "$said"
  mkfifo "$said"
  run_lane "${first[@]}" >"$said" &
  lanes+=($!)
  run_lane ${second[@]+"${second[@]}"} >"$said" &
  lanes+=($!)
  while IFS=$'\t' read -r topic line; do
    show "$topic" "$line"
  done <"$said"
  rm -f "$said"
  wait "${lanes[@]}" || true
  lanes=()
}

# run_topic TOPIC: emulators, machine, results, and what the emulators have left over.
run_topic() {
  local topic=$1 logs=artifacts/kernel/$1 image started=$SECONDS index=0 options devices line ended= before=()
  image=$(image_of "$topic")
  LIMIT=$(seconds_of "$topic")
  rm -rf "$logs"
  mkdir -p "$logs"
  report "progress the machine starts"
  printf 'TOPIC=%s\nKEEP=%s\nLIMIT=%s\n' "$topic" "$KEEP" "$LIMIT" >"$logs/machine"
  while IFS= read -r options; do
    index=$((index + 1))
    # shellcheck disable=SC2086
    start_emulator $index "$logs" $options || { end_processes; return 0; }
    before+=("$(handles "${emulators[-1]}")")
  done < <(sed -n 's/^# emulator: //p' "$here/checks/$topic.sh")
  pack_overlay "$image" "$logs"
  : >"$logs/results"
  devices=$(sed -n 's/^# devices: //p' "$here/checks/$topic.sh" | sed "$(sed -n 's/^\(USBREDIR_.*\)=\(.*\)/s|@\1@|\2|/p' "$logs/machine")")
  # shellcheck disable=SC2086
  boot "$image" "$logs" $devices
  while IFS= read -r line; do
    case $line in
      "end "*) ended=1 ;;
      *) report "$line" ;;
    esac
  done < <(tail --pid=$machine -s 0.2 -n +1 -f "$logs/results")
  wait $machine || true
  machine=
  tar -xf "$logs/logs.tar" -C "$logs" 2>/dev/null || true
  rm -f "$logs/initrd" "$logs/logs.tar"
  if [ -z "$ended" ]; then
    report "not ok $topic: the machine comes to its end within $LIMIT s"
    tail -n 8 "$logs/console.log" 2>/dev/null | tr -d '\r' | while IFS= read -r line; do report "# $line"; done
  fi
  check_leftovers
  end_processes
  report "progress took $((SECONDS - started)) s"
}

# check_leftovers: with the machine gone, no emulator has more open than before it came.
check_leftovers() {
  local index after was
  for index in "${!emulators[@]}"; do
    was=${before[$index]}
    for _ in $(seq 50); do
      after=$(handles "${emulators[$index]}")
      # Of the rest a runtime may open a few late, but no sockets.
      if [ "${after#* }" -le "${was#* }" ] && [ "${after% *}" -le $((${was% *} + 4)) ]; then
        report "ok $topic: emulator $((index + 1)) has nothing left over"
        continue 2
      fi
      sleep 0.2
    done
    report "not ok $topic: emulator $((index + 1)) has nothing left over"
    report "# files and sockets before: $was, after: $after"
    ls -l "/proc/${emulators[$index]}/fd" >"$logs/handles-$((index + 1))"
  done
}
