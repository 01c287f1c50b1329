# What board/run and tests/run share: installing what is missing, and building. Sourced by them,
# never run. `top` is the checkout's folder; messages go to standard error.
# shellcheck shell=bash

top=$(cd -- "$(dirname -- "$(realpath -- "${BASH_SOURCE[0]}")")/.." && pwd)

say() {
    printf '%s\n' "$*" >&2
}

# Ends with 2: what was asked for cannot be done on this machine.
refuse() {
    say "$@"
    exit 2
}

# The packages of board/packages that any of the given kinds (build, test) needs.
packages_wanted() {
    awk -v kinds=" $* " '{ sub(/#.*/, "") } NF && index(kinds, " " $2 " ") { print $1 }' \
        "$top/board/packages"
}

# Those of the packages named on standard input that are not installed for this machine's own
# architecture, nor come with another one that is.
packages_missing() {
    local -a wanted
    mapfile -t wanted
    dpkg-query --show -f '${db:Status-Status} ${Architecture} ${Package}, ${Provides}\n' |
        awk -v own="$(dpkg --print-architecture)" -v wanted="${wanted[*]}" '
            $1 == "installed" && ($2 == own || $2 == "all") {
                sub(/^[^ ]+ [^ ]+ /, "")
                gsub(/\([^)]*\)/, "")
                count = split($0, names, /[ ,]+/)
                for (i = 1; i <= count; i++) here[names[i]] = 1
            }
            END {
                count = split(wanted, names, " ")
                for (i = 1; i <= count; i++) if (!(names[i] in here)) print names[i]
            }'
}

# Installs what is missing of the given kinds without a question; where that cannot be done, names
# it and ends with 2.
install_packages() {
    local -a missing as_root=()
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        refuse "This is not a Debian machine. It needs: $(packages_wanted "$@" | paste -sd ' ')"
    fi
    mapfile -t missing < <(packages_wanted "$@" | packages_missing)
    if [ ${#missing[@]} -eq 0 ]; then
        return
    fi
    if [ "$(id -u)" -ne 0 ]; then
        as_root=(sudo -n)
        if ! sudo -n true 2>/dev/null; then
            refuse "These packages are missing: ${missing[*]}
Installing them needs root:
    apt-get install --no-install-recommends ${missing[*]}"
        fi
    fi
    say "Installing ${missing[*]}"
    # A list of packages that cannot be refreshed may still serve; the install says if not.
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq update >&2 || true
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y \
        --no-install-recommends -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 \
        "${missing[@]}" >&2 </dev/null ||
        refuse "These packages are missing and could not be installed: ${missing[*]}"
}

# Configures (only where that has not been done, or was done differently) and builds the folder $1
# with the options of cmake that follow.
build_tree() {
    local tree=$1 how
    shift
    set -- -S "$top" -B "$tree" -G Ninja "$@"
    if command -v ccache >/dev/null; then
        set -- "$@" -DCMAKE_C_COMPILER_LAUNCHER=ccache
    fi
    how=$(printf '%q ' "$@")
    if [ ! -f "$tree/build.ninja" ] || [ "$how" != "$(cat -- "$tree/configured" 2>/dev/null)" ]; then
        rm -f -- "$tree/configured"
        cmake --fresh "$@" >&2 || return
        printf '%s\n' "$how" >"$tree/configured"
    fi
    cmake --build "$tree" >&2
}
