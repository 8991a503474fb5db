// Calls all exported functions of modules and prints what wasm-interp --run-all-exports would:
//     node node_run.mjs FILE.wasm...
import { readFileSync } from "node:fs";
import { basename } from "node:path";

function show(value) {
	return typeof value === "bigint" ? `i64:${BigInt.asUintN(64, value)}` : `i32:${value >>> 0}`;
}

function call(f) {
	try {
		const result = f();
		const values = result === undefined ? [] : Array.isArray(result) ? result : [result];
		return values.map(show).join(", ");
	} catch (e) {
		return `error: ${e.message}`;
	}
}

for (const file of process.argv.slice(2)) {
	console.log(`file ${basename(file)}`);
	const instance = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(file)));
	for (const [name, f] of Object.entries(instance.exports))
		console.log(`${name}() => ${call(f)}`.trimEnd());
}
