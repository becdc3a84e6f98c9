# Sourced by .ci/run: the working folder, the steps with their times, the end of the run.
# shellcheck shell=bash disable=SC2154

[[ $(id -u) == 0 ]] || { echo 'this needs root: it installs packages and makes a user' >&2; exit 1; }

work="$(mktemp -d /tmp/zhucun-ci.XXXXXX)"
plain_user="zhucunci$$"
lines=()  # one for each step, for the end
broken=() # names of the steps that failed
chosen=0  # how many of the steps asked for by name there were
budget=80 # minutes for everything, so that a run that hangs still ends with its figures

# Two homes as a machine has them: root's is closed to everybody else, as /root is.
make_homes() {
  chmod 711 "$work"
  mkdir -m 700 "$work/root"
  mkdir -m 1777 "$work/tmp" "$work/results"
  useradd --no-create-home --home-dir "$work/plain" --shell /bin/bash "$plain_user"
  install -d -m 700 -o "$plain_user" "$work/plain"
}

wanted() { # by "only", the arguments of .ci/run
  local name
  [[ ${#only[@]} -eq 0 ]] && return 0
  for name in "${only[@]}"; do [[ $name == "$1" ]] && return 0; done
  return 1
}

minutes() { awk -v seconds="$1" 'BEGIN { printf "%.1f", seconds / 60 }'; }

# run_step NAME LIMIT COMMAND… : runs it for at most LIMIT minutes, with a folder of its own for what the tests report.
run_step() {
  local name=$1 limit=$(($2 * 60)) left=$((budget * 60 - SECONDS)) from=$SECONDS status=0
  shift 2
  if [[ $left -lt $limit ]]; then limit=$((left > 1 ? left : 1)); fi
  printf '\n======== %s\n' "$name"
  mkdir -m 1777 "$work/results/$name"
  ZHUCUN_TEST_RESULTS="$work/results/$name" timeout --kill-after=30s "$limit" "$@" </dev/null || status=$?
  lines+=("$(printf '%-16s %5s minutes   %s' "$name" "$(minutes $((SECONDS - from)))" "$([[ $status == 0 ]] && echo ok || echo "exit $status")")")
  if [[ $status != 0 ]]; then broken+=("$name"); fi
  return "$status"
}

# A step that fails is noted, and the run goes on: one run tells all that is wrong.
step() {
  if wanted "$1"; then
    chosen=$((chosen + 1))
    run_step "$@" || true
  fi
}

refuse_unknown_steps() {
  [[ ${#only[@]} -eq 0 || ${#only[@]} -eq $chosen ]] || { echo "not a step, or named twice: ${only[*]}" >&2; exit 1; }
}

# A step without which the rest makes no sense.
need() { run_step "$@" || exit 1; }

# Ends by its id every process that the plain user still has: nobody but this run can be that user.
end_plain_processes() {
  local folder
  for folder in /proc/[0-9]*; do
    if [[ $(stat -c %U "$folder" 2>/dev/null) == "$plain_user" ]]; then kill -KILL "${folder#/proc/}" 2>/dev/null || true; fi
  done
}

# A PostgreSQL that outlived a killed step, and the folders in /var/lib/zhucun that stood in for root's closed ones.
end_databases() {
  local file pid homes=("$work")
  while read -r file; do
    if [[ $(<"$file") == /var/lib/zhucun/?* ]]; then homes+=("$(<"$file")"); fi
  done < <(find "$work" -name moved-to -type f 2>/dev/null)
  while read -r file; do
    pid="$(head -n 1 "$file")"
    # The id in the file may be another process's by now; ours names its folder.
    if grep -qaF -- "${file%/postmaster.pid}" "/proc/$pid/cmdline" 2>/dev/null; then kill -QUIT "$pid"; fi
  done < <(find "${homes[@]}" -name postmaster.pid -type f 2>/dev/null)
  rm -rf -- "${homes[@]:1}"
}

finish() {
  local status=$? totals
  trap '' TERM INT HUP
  set +e
  if [[ $status != 0 && ${#broken[@]} -eq 0 ]]; then broken+=(run); fi
  printf '\n======== in all\n'
  printf '%s\n' "${lines[@]}"
  printf '%-16s %5s minutes\n' 'in all' "$(minutes "$SECONDS")"
  totals="$(node .ci/totals.mjs "$work/results" "${broken[@]}")"
  end_plain_processes
  end_databases
  rm -rf -- "$work"
  userdel "$plain_user" 2>/dev/null
  printf '%s\n' "${totals:-0 passed, 1 failed, 0 skipped}"
  [[ -n $totals && ${#broken[@]} -eq 0 ]]
  exit $?
}
trap finish EXIT
trap 'broken+=(stopped); exit 143' TERM INT HUP
