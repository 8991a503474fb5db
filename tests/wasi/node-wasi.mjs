// node-wasi.mjs FILE.wasm FOLDER [NAME=VALUE]... -- ARGS...: runs a module under node's WASI, with
// FOLDER as /box, and ends with the module's exit code.
import { readFile } from 'node:fs/promises';
import { WASI } from 'node:wasi';

const [file, folder, ...rest] = process.argv.slice(2);
const split = rest.indexOf('--');
const env = Object.fromEntries(rest.slice(0, split).map((v) => v.split(/=(.*)/s).slice(0, 2)));
const wasi = new WASI({
	version: 'preview1',
	args: ['program', ...rest.slice(split + 1)],
	env,
	preopens: { '/box': folder },
	returnOnExit: true,
});
const module = await WebAssembly.compile(await readFile(file));
// node 18 has no getImportObject().
const imports = { wasi_snapshot_preview1: wasi.wasiImport };
const instance = await WebAssembly.instantiate(module, imports);
process.exitCode = wasi.start(instance);
