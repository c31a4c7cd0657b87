#!/bin/sh
# Installs what Debian or Ubuntu must give, when it is missing and we may; says so when we may not.
# Groups: (none) for the tests, bench, venv.
set -eu
wanted=""
need() { # command package
    command -v "$1" >/dev/null 2>&1 || wanted="$wanted $2"
}
laboratory() { # of network namespaces: tests/lab
    need ip iproute2
    need nft nftables
    need nginx nginx-light
    need nsd nsd
    need unbound unbound
}
case "${1:-test}" in
venv) wanted="python3-venv" ;;
bench)
    laboratory
    need wget wget
    [ -d /usr/share/doc/python3-doc/html ] || wanted="$wanted python3-doc"
    [ -d /usr/share/doc/postgresql-doc-15/html ] || wanted="$wanted postgresql-doc-15"
    [ -d /usr/share/doc/python-django-doc/html ] || wanted="$wanted python-django-doc"
    [ -f /usr/share/doc/sqlite3/docs.html ] || wanted="$wanted sqlite3-doc"
    ;;
test)
    [ -n "$(ls -d /usr/lib/postgresql/*/bin/pg_ctl 2>/dev/null)" ] || wanted="$wanted postgresql"
    need soffice libreoffice-writer-nogui
    [ -f /usr/lib/libreoffice/program/libsclo.so ] || wanted="$wanted libreoffice-calc-nogui"
    laboratory
    need chromium chromium
    [ -n "$(ls -d /usr/share/fonts/opentype/noto/NotoSansCJK* 2>/dev/null)" ] || wanted="$wanted fonts-noto-cjk"
    need openssl openssl
    need unzip unzip
    ;;
esac
[ -z "$wanted" ] && exit 0
if [ "$(id -u)" = 0 ]; then run=""; elif command -v sudo >/dev/null 2>&1; then run="sudo -n"; else run="no"; fi
if [ "$run" = no ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "Please install:$wanted (the tests that need them are skipped until then)" >&2
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
$run apt-get update -qq || true
# One by one: a release that lacks one of them still gets the others.
for package in $wanted; do
    $run apt-get install -y -qq --no-install-recommends "$package" >/dev/null || echo "Could not install: $package" >&2
done
