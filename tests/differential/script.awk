# Makes a script for tests/spec of what wasm-interp --run-all-exports printed.  Reads lines
#     file 7.wasm              the module that follows
#     r0() => i32:5, i64:7
#     r1() => error: integer divide by zero
# and writes the JSON of wast2json; "line" counts the lines read.  The first file is what node
# printed, or empty: a call whose values differ there is made, but not checked.

# wasm-interp's words for a trap that the specification's tests name otherwise.
function words(text) {
	sub(/^undefined table index.*/, "undefined element", text)
	sub(/^uninitialized table element.*/, "uninitialized element", text)
	sub(/^indirect call signature mismatch.*/, "indirect call type mismatch", text)
	sub(/:.*/, "", text)
	return text
}

function values(list,    n, i, v, pair, out) {
	n = split(list, v, ", ")
	for (i = 1; i <= n; i++) {
		split(v[i], pair, ":")
		out = out (i > 1 ? ", " : "") \
			sprintf("{\"type\": \"%s\", \"value\": \"%s\"}", pair[1], pair[2])
	}
	return out
}

function command(text) {
	printf "%s\n {%s, \"line\": %d}", (FNR > 1 ? "," : ""), text, FNR
}

BEGIN { print "{\"source_filename\": \"interp.txt\", \"commands\": [" }

FILENAME == ARGV[1] {
	node[FNR] = $0
	next
}

$1 == "file" {
	command("\"type\": \"module\", \"filename\": \"" $2 "\"")
	next
}

{
	name = $1
	sub(/\(\)$/, "", name)
	result = $0
	sub(/^[^>]*=> ?/, "", result)
	action = "\"action\": {\"type\": \"invoke\", \"field\": \"" name "\", \"args\": []}"
	if (FNR in node && node[FNR] != $0 && !(node[FNR] ~ /error: / && $0 ~ /error: /))
		command("\"type\": \"action\", \"unsettled\": true, " action)
	else if (sub(/^error: /, "", result))
		command("\"type\": \"assert_trap\", \"text\": \"" words(result) "\", " action)
	else
		command("\"type\": \"assert_return\", \"expected\": [" values(result) "], " action)
}

END { print "\n]}" }
