// node make-fixtures.mjs: writes ../Fixtures again. Small files of other tools, for tests that run without Node.
import { DuckDBInstance } from '@duckdb/node-api';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'Fixtures');
const wasm = createRequire(import.meta.url)('parquet-wasm');
const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run(`create table t as select i as id, case when i % 7 = 3 then null else i / 3.0 end as amount,
  (i % 3 = 0) as flag, 'category ' || (i % 5) as category, case when i % 4 = 1 then null else 'name-' || hash(i) end as name,
  date '2024-01-01' + i::int as day, make_timestamp(i * 1000000) as at, (i * 7)::decimal(9,2) as price,
  (i * 1000003)::decimal(38,5) as budget, (i % 200)::utinyint as tiny, (i * 0.5)::float as ratio from range(150) r(i)`);
for (const codec of ['uncompressed', 'snappy', 'gzip', 'zstd', 'brotli', 'lz4_raw']) {
  for (const version of ['V1', 'V2']) {
    await connection.run(`copy t to '${join(folder, `duckdb-${codec}-${version}.parquet`)}' (format parquet, compression ${codec},
      parquet_version ${version}${version === 'V2' ? ', dictionary_size_limit 1' : ''})`);
  }
}

await connection.run(`copy (select i as id, [i, i + 1] as items, {'a': i} as pair from range(5) r(i)) to '${join(folder, 'nested.parquet')}' (format parquet)`);
await connection.run("set force_mbedtls_unsafe = 'true'");
await connection.run(`pragma add_parquet_key('key128', '0123456789112345')`);
await connection.run(`copy (select 1 as id) to '${join(folder, 'encrypted.parquet')}' (format parquet, encryption_config {footer_key: 'key128'})`);

const table = () => wasm.readParquet(readFileSync(join(folder, 'duckdb-uncompressed-V1.parquet')));
for (const [name, text, number, dictionary] of [
  ['delta', 'DELTA_BYTE_ARRAY', 'DELTA_BINARY_PACKED', false], ['lengths', 'DELTA_LENGTH_BYTE_ARRAY', 'BYTE_STREAM_SPLIT', false],
  ['dictionary', 'PLAIN', 'PLAIN', true]]) {
  let builder = new wasm.WriterPropertiesBuilder().setWriterVersion(wasm.WriterVersion.V2).setDictionaryEnabled(dictionary)
    .setDataPageSizeLimit(300).setWriteBatchSize(32).setDictionaryPageSizeLimit(200).setCompression(wasm.Compression.UNCOMPRESSED);
  for (const column of ['category', 'name']) builder = builder.setColumnEncoding(column, wasm.Encoding[text]);
  for (const column of ['id', 'day', 'at', 'price', 'tiny']) builder = builder.setColumnEncoding(column, wasm.Encoding[number]);
  if (number === 'BYTE_STREAM_SPLIT') builder = builder.setColumnEncoding('amount', wasm.Encoding[number]).setColumnEncoding('ratio', wasm.Encoding[number]);
  writeFileSync(join(folder, `arrow-rs-${name}.parquet`), wasm.writeParquet(table(), builder.build()));
}
