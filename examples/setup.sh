# shellcheck shell=bash
# Shared by examples/quickstart and tests/run: finds out what is missing, installs it, and runs steps quietly.
# The caller is a bash script with `set -euo pipefail`; it sources this file and stands in the top of the checkout.
# Works with the bash 3.2 of macOS.

log_folder=build/log
cxx=${CXX:-c++}
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)

say() { printf 'jimeng: %s\n' "$*" >&2; }

have() { command -v "$1" >/dev/null 2>&1; }

# step NAME COMMAND...: the output goes to build/log/NAME.log; after a failure its end is shown.
step() {
    local name=$1 status=0
    shift
    mkdir -p "$log_folder"
    "$@" >"$log_folder/$name.log" 2>&1 </dev/null || status=$?
    if [ "$status" -ne 0 ]; then
        tail -n 25 "$log_folder/$name.log" >&2
        say "'$name' failed; everything it said is in $log_folder/$name.log"
    fi
    return "$status"
}

# On macOS neither the compiler nor pkg-config looks where Homebrew puts things.
use_homebrew() {
    local prefix
    if [ "$(uname -s)" != Darwin ] || ! have brew; then return 0; fi
    prefix=$(brew --prefix)
    export BOOST_ROOT=${BOOST_ROOT:-$prefix}
    export CPATH=$prefix/include${CPATH:+:$CPATH}
    export LIBRARY_PATH=$prefix/lib${LIBRARY_PATH:+:$LIBRARY_PATH}
    export PKG_CONFIG_PATH=$prefix/lib/pkgconfig:$prefix/share/pkgconfig:$prefix/opt/openssl@3/lib/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
}

# Prints one word for each thing that the headers do not show to be there; without a compiler nothing is known to be.
missing_headers() {
    local found
    found=$(probe_headers) || found="compiler boost boost-json boost-test openssl zlib cli11 cairo"
    echo "$found" | tr ' ' '\n' | grep -Ex 'compiler|boost|boost-json|boost-test|openssl|zlib|cli11|cairo' || true
}

probe_headers() {
    "$cxx" -std=c++20 -E -P -x c++ - 2>/dev/null <<'PROBE'
#if __cplusplus < 202002L || !__has_include(<stop_token>)
compiler
#endif
#if __has_include(<boost/version.hpp>)
#include <boost/version.hpp>
#endif
#if !defined(BOOST_VERSION) || BOOST_VERSION < 108100
boost
#endif
#if !__has_include(<boost/json.hpp>)
boost-json
#endif
#if !__has_include(<boost/test/unit_test.hpp>)
boost-test
#endif
#if __has_include(<openssl/opensslv.h>)
#include <openssl/opensslv.h>
#endif
#if !defined(OPENSSL_VERSION_MAJOR) || OPENSSL_VERSION_MAJOR < 3
openssl
#endif
#if !__has_include(<zlib.h>)
zlib
#endif
#if !__has_include(<CLI/CLI.hpp>)
cli11
#endif
#if !__has_include(<cairo/cairo-ft.h>) || !__has_include(<fontconfig/fontconfig.h>)
cairo
#endif
PROBE
}

# links OPTIONS...: whether a program can be made with these.
links() {
    local status=0
    echo 'int main() {}' | "$cxx" -x c++ - "$@" -o "$log_folder/probe" >/dev/null 2>&1 || status=$?
    rm -f "$log_folder/probe"
    return "$status"
}

newer_or_same() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$2" ]; }

# missing_things command|tests: one word a line, the words of package_name below.
missing_things() {
    mkdir -p "$log_folder"
    local headers word
    have python3 || echo python
    { have meson && newer_or_same "$(meson --version)" 1.0; } || echo meson
    have ninja || have ninja-build || echo ninja
    have pkg-config || echo pkg-config
    headers=$(missing_headers)
    for word in $headers; do
        if [ "$word" = boost-test ] && [ "$1" = command ]; then continue; fi
        echo "$word"
    done
    case " $(echo "$headers" | tr '\n' ' ') " in
    *' compiler '* | *' boost '*) echo boost-json ;;
    *) links -lboost_json || echo boost-json ;;
    esac
    if [ "$1" = tests ]; then links -lboost_unit_test_framework || echo boost-test; fi
}

# What some tests want beside that; without it they are skipped and say so.
missing_for_some_tests() {
    have clang++-16 || { have clang++ && newer_or_same "$(clang++ -dumpversion)" 16; } || echo clang
    cxx=clang++-16 links -fsanitize=address || cxx=clang++ links -fsanitize=address || echo clang-sanitizers
    have clang-format-14 || echo clang-format
    have node || echo node
    have npm || echo npm
    have ffprobe || echo ffmpeg
    have chromium || have chromium-browser || have google-chrome || echo chromium
    python3 -c 'import jsonschema' >/dev/null 2>&1 || echo jsonschema
    pkg-config --exists libpq || echo libpq
    pkg-config --exists tomlplusplus || echo tomlplusplus
    have man || echo man
    have zsh || echo zsh
    have fish || echo fish
    pkg-config --exists chafa || echo chafa
    pkg-config --exists libturbojpeg || echo turbojpeg
    have tmux || echo tmux
    have initdb || ls /usr/lib/postgresql/*/bin/initdb /usr/pgsql-*/bin/initdb >/dev/null 2>&1 || echo postgresql
}

package_manager() {
    local name
    for name in apt-get dnf pacman brew; do
        if have "$name"; then
            echo "$name"
            return
        fi
    done
    echo none
}

# The part of the names of Debian's Boost packages that holds the version: the one that is there already, else 1.81
# (Debian 12 has it beside its default, which is too old), else none, which is the distribution's default.
debian_boost() {
    local there
    there=$(printf '#include <boost/version.hpp>\nBOOST_VERSION\n' | "$cxx" -E -P -x c++ - 2>/dev/null | tail -n 1) || there=0
    case $there in '' | *[!0-9]*) there=0 ;; esac
    if [ "$there" -ge 108100 ]; then
        echo "$((there / 100000)).$((there / 100 % 1000))"
    elif apt-cache show libboost1.81-dev >/dev/null 2>&1; then
        echo 1.81
    fi
}

# package_name MANAGER THING: nothing where the manager has no such package.
package_name() {
    case $1:$2 in
    apt-get:compiler) echo g++ ;;
    apt-get:ninja | dnf:ninja) echo ninja-build ;;
    apt-get:python | dnf:python) echo python3 ;;
    apt-get:boost) echo "libboost$(debian_boost)-dev" ;;
    apt-get:boost-json) echo "libboost-json$(debian_boost)-dev" ;;
    apt-get:boost-test) echo "libboost-test$(debian_boost)-dev" ;;
    apt-get:openssl) echo libssl-dev ;;
    apt-get:zlib) echo zlib1g-dev ;;
    apt-get:cli11) echo libcli11-dev ;;
    apt-get:cairo) echo libcairo2-dev ;;
    apt-get:clang) echo clang-16 ;;
    apt-get:clang-sanitizers) echo libclang-rt-16-dev ;;
    dnf:clang-sanitizers | pacman:clang-sanitizers) echo compiler-rt ;;
    brew:clang-sanitizers) echo llvm ;;
    apt-get:clang-format) echo clang-format-14 ;;
    apt-get:node) echo nodejs ;;
    apt-get:chromium) if apt-cache show chromium >/dev/null 2>&1; then echo chromium; fi ;; # Ubuntu has it as a snap alone
    apt-get:jsonschema | dnf:jsonschema) echo python3-jsonschema ;;
    apt-get:tomlplusplus) echo libtomlplusplus-dev ;;
    dnf:tomlplusplus) echo tomlplusplus-devel ;;
    apt-get:man | dnf:man | pacman:man) echo man-db ;;
    brew:man) ;; # macOS has one
    apt-get:libpq) echo libpq-dev ;;
    apt-get:chafa) echo libchafa-dev ;;
    apt-get:turbojpeg) echo libturbojpeg0-dev ;;
    dnf:chafa) echo chafa-devel ;;
    dnf:turbojpeg) echo turbojpeg-devel ;;
    pacman:turbojpeg) echo libjpeg-turbo ;;
    brew:turbojpeg) echo jpeg-turbo ;;
    dnf:libpq) echo libpq-devel ;;
    pacman:libpq) echo postgresql-libs ;;
    dnf:postgresql) echo postgresql-server ;;
    brew:postgresql) echo postgresql@15 ;;
    dnf:compiler) echo gcc-c++ libasan libubsan ;;
    dnf:pkg-config) echo pkgconf-pkg-config ;;
    dnf:boost | dnf:boost-json | dnf:boost-test) echo boost-devel ;;
    dnf:openssl) echo openssl-devel ;;
    dnf:zlib) echo zlib-devel ;;
    dnf:cli11) echo cli11-devel ;;
    dnf:cairo) echo cairo-devel ;;
    dnf:ffmpeg) echo ffmpeg-free ;;
    pacman:compiler) echo gcc ;;
    pacman:pkg-config | brew:pkg-config) echo pkgconf ;;
    pacman:boost | pacman:boost-json | pacman:boost-test) echo boost ;;
    dnf:node | dnf:npm) echo nodejs-npm ;;
    pacman:node) echo nodejs ;;
    pacman:jsonschema) echo python-jsonschema ;;
    brew:compiler | brew:clang) echo llvm ;;
    brew:boost | brew:boost-json | brew:boost-test) echo boost ;;
    brew:openssl) echo openssl@3 ;;
    brew:npm) echo node ;;
    brew:chromium) ;;                                              # it is no formula there
    brew:jsonschema) ;;                                            # it has none for its own Python
    dnf:clang-format | pacman:clang-format | brew:clang-format) ;; # another version lays out differently
    *) echo "$2" ;;
    esac
}

# package_names MANAGER THING...
package_names() {
    local manager=$1 thing
    shift
    for thing in "$@"; do package_name "$manager" "$thing"; done | tr ' ' '\n' | sort -u | tr '\n' ' '
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

refresh_package_lists() {
    # An unreachable extra source must not end it: what matters is whether the packages are found afterwards.
    as_root apt-get update || true
}

install_packages() {
    local manager=$1
    shift
    case $manager in
    # Nothing of the user's is removed to make room; apt-get then names the conflict in the log.
    apt-get) as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends --no-remove \
        -o DPkg::Lock::Timeout=120 "$@" ;;
    dnf) as_root dnf install -y "$@" ;;
    pacman) as_root pacman -S --needed --noconfirm "$@" ;;
    brew) brew install "$@" ;;
    esac
}

may_install() {
    case $1 in
    none) return 1 ;;
    brew) return 0 ;;
    *) [ "$(id -u)" -eq 0 ] || have sudo ;;
    esac
}

# provide INSTALL WHAT: INSTALL is yes or no, WHAT is command or tests. Ends the script when something stays missing.
provide() {
    local install=$1 what=$2 manager missing packages
    use_homebrew
    missing=$(missing_things "$what" | sort -u | tr '\n' ' ')
    if [ -z "$missing" ]; then return 0; fi
    manager=$(package_manager)
    if [ "$install" = no ] || ! may_install "$manager"; then
        say "missing: $missing"
        # shellcheck disable=SC2086
        [ "$manager" = none ] || say "packages: $(package_names "$manager" $missing)"
        say "nothing was installed; install these and run this again"
        exit 1
    fi
    [ "$manager" != apt-get ] || step update refresh_package_lists
    # shellcheck disable=SC2086
    packages=$(package_names "$manager" $missing)
    say "installing with $manager: $packages"
    # shellcheck disable=SC2086
    step install install_packages "$manager" $packages
    use_homebrew
    missing=$(missing_things "$what" | sort -u | tr '\n' ' ')
    if [ -n "$missing" ]; then
        say "still missing after installing $packages: $missing(see $log_folder/install.log)"
        exit 1
    fi
}

# provide_for_some_tests INSTALL: the same for what the tests can do without.
provide_for_some_tests() {
    local missing manager packages
    missing=$(missing_for_some_tests | tr '\n' ' ')
    if [ -z "$missing" ]; then return 0; fi
    manager=$(package_manager)
    if [ "$1" = no ] || ! may_install "$manager"; then
        say "some tests are skipped without: $missing"
        return 0
    fi
    [ "$manager" != apt-get ] || [ -f "$log_folder/update.log" ] || step update refresh_package_lists
    # shellcheck disable=SC2086
    packages=$(package_names "$manager" $missing)
    [ -n "$packages" ] || return 0
    say "installing with $manager for some of the tests: $packages"
    # shellcheck disable=SC2086
    if ! install_packages "$manager" $packages >"$log_folder/install-more.log" 2>&1 </dev/null; then
        say "not installed, their tests are skipped; see $log_folder/install-more.log"
    fi
}

run_ninja() {
    if have ninja; then ninja -j "$jobs" "$@"; else ninja-build -j "$jobs" "$@"; fi
}
