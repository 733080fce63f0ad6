#!/bin/sh
# Compiles OpenSSL and CPython from Debian's sources; runs inside the Debian 11 root, as root, in an empty folder.
#
#   compile-python.sh SOURCES OUT      SOURCES has the *.dsc and their files, OUT/python becomes the tree
#
# The tree finds itself by its own path. Libraries that bear the same name on Debian 11, 12 and 13 stay the system's,
# which mends them (zlib, bzip2, lzma, expat); libffi and OpenSSL do not, and are linked in.
set -eu

sources=$1
out=$2
jobs=${YIMEN_JOBS:-2}
work=$(pwd)
# No path of the build in a binary: two builds in two folders are the same.
same="-g0 -ffile-prefix-map=$work=."

dpkg-source --no-check -x "$sources"/openssl_*.dsc openssl >/dev/null
dpkg-source --no-check -x "$sources"/python3.11_*.dsc python >/dev/null

cd "$work/openssl"
./Configure linux-x86_64 no-shared no-tests no-legacy no-engine no-dso no-ssl3 no-weak-ssl-ciphers \
    --prefix=/yimen/openssl --libdir=lib --openssldir=/etc/ssl $same >/dev/null
make -s -j"$jobs" build_libs >/dev/null
make -s DESTDIR="$work/stage" install_dev >/dev/null 2>&1

mkdir "$work/static"
ln -s "/usr/lib/$(gcc -print-multiarch)/libffi_pic.a" "$work/static/libffi.a"

cd "$work/python"
# As in Debian's own Python: a mended pyexpat reads what only modules that are built in may read.
echo 'pyexpat pyexpat.c -lexpat' >Modules/Setup.local
./configure --prefix=/python --without-ensurepip --disable-test-modules \
    --with-openssl="$work/stage/yimen/openssl" --with-system-expat --with-dbmliborder= ${YIMEN_CONFIGURE:-} \
    CFLAGS="$same" LDFLAGS="-L$work/static -Wl,--exclude-libs,ALL" >/dev/null
make -s -j"$jobs" >"$work/make.log" 2>&1 || { tail -50 "$work/make.log"; exit 1; }
make -s DESTDIR="$out" install >>"$work/make.log" 2>&1

cd /
"$out/python/bin/python3.11" -I -c '
import bz2, ctypes, decimal, hashlib, lzma, pyexpat, ssl, zlib, zoneinfo, xml.etree.ElementTree, _elementtree
assert ssl.OPENSSL_VERSION.startswith("OpenSSL 3."), ssl.OPENSSL_VERSION
'
