#!/bin/sh
# wbcc inspect: package, object and program, as text and as JSON.
. "${0%/*}/lib.sh"
command -v clang > /dev/null || skip "no clang: apt-get install clang"
project p
cat > p/app.bpf.c <<- 'END'
	#include <linux/bpf.h>
	#include <bpf/bpf_helpers.h>
	struct {
	        __uint(type, BPF_MAP_TYPE_HASH);
	        __uint(max_entries, 64);
	        __type(key, int);
	        __type(value, long long);
	} table SEC(".maps");
	const volatile int limit = 3;
	int count = 0;
	SEC("tp/sched/sched_process_exec")
	int on_exec(void *ctx)
	{
	        int key = 1;
	        if (bpf_map_lookup_elem(&table, &key))
	                count += limit;
	        return 0;
	}
	SEC("xdp")
	int on_packet(struct xdp_md *ctx) { return XDP_PASS; }
	char LICENSE[] SEC("license") = "Dual MIT/GPL";
END
printf 'version: 2.0.1\n' > p/wbcc.yaml
expect 0 "$WBCC" build p -o out

described() {
	prints '^object app: [0-9]+ bytes, license Dual MIT/GPL$'
	prints '^    on_exec +tracepoint +tp/sched/sched_process_exec  -> sched/sched_process_exec$'
	prints '^    on_packet +xdp +xdp$'
	prints '^    table +hash +key 4  value 8  entries 64$'
	prints '^    \.rodata +limit'
	prints '^    \.bss +count'
}
expect 0 "$WBCC" inspect out/app.bpf.o
prints '^out/app\.bpf\.o: object, [0-9]+ bytes$'
described
expect 0 "$WBCC" inspect out/app.wasm
prints '^out/app\.wasm: package app 2\.0\.1, [0-9]+ bytes$'
described
prints '^  wasi_snapshot_preview1 +[a-z]'
prints '^  bpf:app +[0-9]+ bytes at 0x'
prints '^  wbcc:manifest '
prints '^memory '
expect 0 "$WBCC" inspect out/app
prints '^out/app: program app 2\.0\.1, [0-9]+ bytes$'
described
prints '^  \.wbcc\.bpf:app '

if command -v python3 > /dev/null; then
	for f in out/app.bpf.o out/app.wasm out/app; do
		expect 0 "$WBCC" inspect --json "$f"
		python3 - .out <<- 'END' || die 'the JSON does not say what it should'
			import json, sys
			d = json.load(open(sys.argv[1]))
			o = d["objects"][0]
			assert o["name"] == "app" and o["license"] == "Dual MIT/GPL"
			assert [p["name"] for p in o["programs"]] == ["on_exec", "on_packet"]
			table = [m for m in o["maps"] if m["name"] == "table"][0]
			assert (table["type"], table["value_size"], table["max_entries"]) == ("hash", 8, 64)
			if d["kind"] != "object":
			    assert d["name"] == "app" and d["version"] == "2.0.1"
			    assert d["sections"] and "wasi_snapshot_preview1" in d["imports"]
		END
		checks=$((checks + 1))
	done
else
	echo "SKIP: reading the JSON needs python3: apt-get install python3"
fi

expect 1 "$WBCC" inspect /bin/sh
errors 1
says '^/bin/sh: error: an ELF file, but neither a BPF object nor a program made by wbcc$'
passed
