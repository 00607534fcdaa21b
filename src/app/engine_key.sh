#!/bin/sh
# Writes a C file that holds a number of the sources named: their names and
# their bytes, and those of every public header.
#	engine_key.sh SRCDIR FILE…
set -eu
LC_ALL=C
export LC_ALL

cd "$1"
shift
sums=$(sha256sum "$@" include/regrights/*.h include/regrights/*.def)
key=$(printf '%s\n' "$sums" | sort -k 2 | sha256sum | cut -c 1-32)
[ ${#key} -eq 32 ]
printf '/* Made by engine_key.sh; do not edit. */\n#include "app/app_int.h"\n\n'
printf 'const char rr_engine_key[] = "%s";\n' "$key"
