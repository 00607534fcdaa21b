#!/bin/sh
# Writes a C file that holds the files named, as bytes.
#	embed.sh schema FILE…		rr_schemas[], for src/store
#	embed.sh manual NAME UTF8 ASCII …	rr_manuals[], for src/app
set -eu

bytes() {	# SYMBOL FILE
	printf 'static const unsigned char %s[] = {\n' "$1"
	od -An -v -tu1 "$2" | sed 's/  */,/g; s/^,//; s/$/,/'
	printf '0 };\n\n'
}

kind=$1
shift
n=0
list=
case $kind in schema) layer=store ;; *) layer=app ;; esac
printf '/* Made by embed.sh; do not edit. */\n#include "%s/%s_int.h"\n\n' "$layer" "$kind"
case $kind in
schema)
	for f; do
		bytes "text_$n" "$f"
		list="$list	{ \"$(basename "$f" .sql)\", text_$n, sizeof(text_$n) - 1 },
"
		n=$((n + 1))
	done ;;
manual)
	while [ $# -ge 3 ]; do
		bytes "utf8_$n" "$2"
		bytes "ascii_$n" "$3"
		list="$list	{ \"$1\", utf8_$n, sizeof(utf8_$n) - 1, ascii_$n, sizeof(ascii_$n) - 1 },
"
		n=$((n + 1))
		shift 3
	done ;;
esac
printf 'const struct rr_%s rr_%ss[] = {\n%s};\nconst size_t rr_%ss_n = %d;\n' \
    "$kind" "$kind" "$list" "$kind" "$n"
