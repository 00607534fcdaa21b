#!/bin/sh
# Writes a C file that holds the manual pages as they read on a terminal.
#	manual.sh EMBED SRCDIR PAGE…
# $MANDOC formats them; $OS stands at the foot of each.
set -eu

embed=$1
top=$2
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' 0
trap 'exit 1' 1 2 15

# Bold and underlined letters come as letter, backspace, letter.
bs=$(printf '\010')
lead=$(printf '[\300-\377]')
rest=$(printf '[\200-\277]')
ascii=$(printf '[^\200-\377]')
plain() {
	LC_ALL=C sed "s/$lead$rest*$bs//g; s/$ascii$bs//g"
}

n=$#
while [ "$n" -gt 0 ]; do
	page=$1
	shift
	base=${page##*/}
	for to in utf8 ascii; do
		"${MANDOC:-mandoc}" -T $to -O width=78 -I os="${OS:-regrights}" \
		    "$top/$page" | plain >"$work/$base.$to"
		test -s "$work/$base.$to"
	done
	set -- "$@" "${base%.*}(${base##*.})" \
	    "$work/$base.utf8" "$work/$base.ascii"
	n=$((n - 1))
done
sh "$embed" manual "$@"
