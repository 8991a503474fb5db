#!/bin/sh
# The installed tree, wherever it stands: wbcc finds its helpers, runtime, sdk and templates.
. "${0%/*}/lib.sh"
command -v clang > /dev/null || skip "no clang: apt-get install clang"
: "${WBCC_BUILD:=${WBCC%/bin/wbcc}}"
expect 0 cmake --install "$WBCC_BUILD" --prefix "$work/first"
mv first moved # nothing may remember where it was installed
WBCC=$work/moved/bin/wbcc
present moved/libexec/wbcc-tool moved/libexec/wbcc-layout moved/lib/wbcc/libwbruntime.a \
	moved/lib/wbcc/libwbloader.a moved/share/wbcc/include/wbcc/runtime.h

"$WBCC" doctor > doctor.txt
for part in sdk runtime loader; do
	grep -qE "^  ok +$part +$work/moved/" doctor.txt || die "doctor does not find the $part: $(cat doctor.txt)"
done
expect 0 "$WBCC" new project
project plain
expect 0 "$WBCC" build plain
silent
expect 0 plain/build/app
prints '^hello$'
expect 0 "$WBCC" run plain/build/app.wasm
prints '^hello$'

# A door without its house says so.
mkdir alone
cp moved/bin/wbcc alone/
expect 1 alone/wbcc --version
says 'cmake --install'
passed
