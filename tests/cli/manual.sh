#!/bin/sh
# The man page and --help name the same commands and options.
. "${0%/*}/lib.sh"
page=$WBCC_SOURCE/docs/wbcc.1.scd
for command in $("$WBCC" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
	grep -q "^\*wbcc $command\*" "$page" || die "the man page's synopsis lacks $command"
	grep -q "^\*$command\*$" "$page" || die "the man page lacks $command"
	for option in $("$WBCC" "$command" --help | sed -n 's/^  \(-[a-z], \)\{0,1\} *\(--[a-z-]*\).*/\2/p'); do
		grep -q -e "\*$option\*" "$page" || die "the man page lacks $option of wbcc $command"
		checks=$((checks + 1))
	done
done
options=$(grep -o -e '\*--[a-z-]*\*' "$page" | tr -d '*' | sort -u | grep -vx -e --)
for command in build gen aot run inspect new doctor cache; do "$WBCC" $command --help; done > help
for option in $options; do
	grep -q -e "$option" help || die "the man page has $option, no command does"
	checks=$((checks + 1))
done
if command -v scdoc > /dev/null; then
	scdoc < "$page" > wbcc.1 || die 'scdoc does not take the man page'
	present wbcc.1
else
	echo "SKIP: formatting the man page needs scdoc: apt-get install scdoc"
fi
passed
