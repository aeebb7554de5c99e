import { DuckDBInstance } from '@duckdb/node-api';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as canonical from './canonical.mjs';

const codecs = ['uncompressed', 'snappy', 'gzip', 'zstd', 'brotli', 'lz4_raw'];
const rowCounts = [1, 5, 64, 100, 1000, 2048, 3001];
// h is a hash of the row, i its number.
const expressions = {
  flag: 'h % 2 = 0',
  rare_flag: 'i % 500 = 3',
  tiny: '((h % 256)::int - 128)::tinyint',
  utiny: '(h % 256)::utinyint',
  small: '((h % 65536)::int - 32768)::smallint',
  usmall: '(h % 65536)::usmallint',
  int: '((h % 4294967296)::bigint - 2147483648)::integer',
  uint: '(h % 4294967296)::uinteger',
  big: '(h::hugeint - 9223372036854775808)::bigint',
  ubig: 'h::ubigint',
  few: '(h % 17)::integer',
  sequence: '1000000 + i',
  steps: '(i // 9)::bigint * 1000',
  float: "case when i % 50 = 7 then 'nan'::float when i % 50 = 8 then '-inf'::float else ((h % 100000) / 7.0)::float end",
  double: "case when i % 50 = 7 then 'nan'::double when i % 50 = 8 then '-0.0'::double else (h % 100000) / 7.0 end",
  price: '((h % 10000) / 100.0)::double',
  decimal4: '((h % 9999)::int / 10)::decimal(4,1)',
  decimal9: '((h % 999999999)::decimal(18,0) / 100)::decimal(9,2)',
  decimal18: '((h % 999999999999)::decimal(18,0) / 10000)::decimal(18,4)',
  decimal38: '(h::decimal(38,0) * case when h % 2 = 0 then 1 else -1 end)::decimal(38,3)',
  date: "date '1900-01-01' + (h % 80000)::int",
  time: "time '00:00:00' + to_microseconds((h % 86399999999)::bigint)",
  timestamp: "make_timestamp((h % 4000000000000000)::bigint - 1000000000000000)",
  timestamp_s: "make_timestamp(((h % 4000000000)::bigint) * 1000000)::timestamp_s",
  timestamp_ms: "make_timestamp(((h % 4000000000000)::bigint) * 1000)::timestamp_ms",
  timestamp_ns: "make_timestamp_ns((h % 4000000000000000000)::bigint)",
  timestamp_tz: "make_timestamp((h % 4000000000000000)::bigint)::timestamptz",
  category: "'category ' || (h % 12)",
  unicode: "['', 'ä', '日本', '🙂', 'plain'][1 + (h % 5)::int]",
  name: "'customer-' || h",
  prefix: "'https://example.org/path/' || lpad(i::varchar, 8, '0')",
  long: "repeat(chr(65 + (h % 26)::int), (h % 300)::int)",
  blob: "unhex(lpad(to_hex(h), 16, '0'))",
  uuid: "uuid()",
};
const nullPatterns = ['false', 'false', 'h2 % 10 < 3', 'i % 7 = 0', '(i // 100) % 2 = 0', 'true', 'i > 10'];

export async function write(folder, count, seed) {
  const connection = await connect();
  const random = canonical.randomFrom(seed);
  const pick = list => list[random(list.length)];
  for (let table = 0; table < count; table++) {
    const names = Object.keys(expressions).filter(() => random(4) === 0);
    if (names.length === 0) names.push('int');
    const columns = names.map(name => `case when ${pick(nullPatterns)} then null else ${expressions[name]} end as ${name}`);
    await connection.run(`create or replace table t as select ${columns.join(', ')} from
      (select i, hash(i * 31 + ${table}) as h, hash(i * 17 + ${table} + 5) as h2 from range(${pick(rowCounts)}) r(i)) order by i`);
    const options = [`compression ${pick(codecs)}`, `parquet_version ${pick(['V1', 'V2'])}`, `row_group_size ${pick([2048, 100000])}`];
    if (random(3) === 0) options.push('dictionary_size_limit 1');
    const name = join(folder, `duckdb-${String(table).padStart(3, '0')}`);
    await connection.run(`copy t to '${name}.parquet' (format parquet, ${options.join(', ')})`);
    await dump(connection, 'select * from t', `${name}.json`, options.join(', '));
  }
}

export async function read(folder) {
  const connection = await connect();
  for (const file of readdirSync(folder).filter(name => name.endsWith('.parquet'))) {
    const path = join(folder, file);
    await dump(connection, `select * from read_parquet('${path}')`, path.replace('.parquet', '.json'), 'read');
  }
}

async function connect() {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  return instance.connect();
}

async function dump(connection, query, path, options) {
  const result = await connection.runAndReadAll(query);
  const types = result.columnTypes().map(String);
  const values = result.getColumns();
  const columns = result.columnNames().map((name, index) => ({
    name, type: types[index], values: (values[index] ?? []).map(canonical.optional(canonicalOf(types[index]))),
  }));
  writeFileSync(path, JSON.stringify({ options, columns }));
}

function canonicalOf(type) {
  if (type === 'FLOAT') return canonical.float;
  if (type === 'DOUBLE') return canonical.double;
  if (type === 'VARCHAR') return value => canonical.bytes(Buffer.from(value, 'utf8'));
  if (type === 'BLOB') return value => canonical.bytes(value.bytes);
  if (type === 'UUID') return value => value.toString().replaceAll('-', '').toUpperCase();
  if (type.startsWith('DECIMAL')) return value => value.value.toString();
  if (type === 'DATE') return value => value.days.toString();
  if (type === 'TIMESTAMP_S') return value => (value.seconds * 1000000n).toString();
  if (type === 'TIMESTAMP_MS') return value => ((value.milliseconds ?? value.millis) * 1000n).toString();
  if (type === 'TIMESTAMP_NS') return value => (value.nanoseconds ?? value.nanos).toString();
  if (type.startsWith('TIME')) return value => value.micros.toString();
  return value => value.toString();
}
