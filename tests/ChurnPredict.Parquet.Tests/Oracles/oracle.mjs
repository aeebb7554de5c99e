// node oracle.mjs COMMAND FOLDER [COUNT] [SEED]
import * as duckdb from './duckdb.mjs';
import * as hyparquet from './hyparquet.mjs';
import * as wasm from './wasm.mjs';

const commands = {
  'duckdb-write': duckdb.write,
  'duckdb-read': duckdb.read,
  'hyparquet-write': hyparquet.write,
  'hyparquet-read': hyparquet.read,
  'hyparquet-filter': hyparquet.filter,
  'wasm-rewrite': wasm.rewrite,
};
const [command, folder, count = '1', seed = '1'] = process.argv.slice(2);
await commands[command](folder, Number(count), Number(seed));
