import { asyncBufferFromFile, parquetMetadataAsync, parquetRead } from 'hyparquet';
import { parquetWriteFile } from 'hyparquet-writer';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import * as canonical from './canonical.mjs';

const text = value => canonical.bytes(Buffer.from(value, 'utf8'));
const integer = value => value.toString();
const kinds = {
  flag: { type: 'BOOLEAN', encodings: ['PLAIN', 'RLE'], make: random => random(2) === 1, canonical: integer },
  int: { type: 'INT32', encodings: ['PLAIN', 'DELTA_BINARY_PACKED', 'BYTE_STREAM_SPLIT'], make: random => random(1 << 30) - 500000000, canonical: integer },
  few: { type: 'INT32', encodings: [undefined, 'DELTA_BINARY_PACKED'], make: random => random(9), canonical: integer },
  big: { type: 'INT64', encodings: ['PLAIN', 'DELTA_BINARY_PACKED', 'BYTE_STREAM_SPLIT'], make: random => BigInt(random(1 << 30)) * 8000000001n - 4000000000000000000n, canonical: integer },
  float: { type: 'FLOAT', encodings: ['PLAIN', 'BYTE_STREAM_SPLIT'], make: random => Math.fround(random(100000) / 7), canonical: canonical.float },
  double: { type: 'DOUBLE', encodings: ['PLAIN', 'BYTE_STREAM_SPLIT'], make: random => (random(7) === 0 ? -0 : random(100000) / 7), canonical: canonical.double },
  half: { type: 'FLOAT16', encodings: ['PLAIN', 'BYTE_STREAM_SPLIT'], make: random => random(2048) / 4 - 100, canonical: canonical.float },
  text: { type: 'STRING', encodings: ['PLAIN', undefined, 'DELTA_LENGTH_BYTE_ARRAY', 'DELTA_BYTE_ARRAY'], make: random => ['ä', '日本', '', 'x'][random(4)] + 'y'.repeat(random(9)) + random(50), canonical: text },
  json: { type: 'JSON', encodings: ['PLAIN'], make: random => ({ a: random(10) }), canonical: value => text(JSON.stringify(value)) },
  bytes: { type: 'BYTE_ARRAY', encodings: ['PLAIN', 'DELTA_LENGTH_BYTE_ARRAY', 'DELTA_BYTE_ARRAY'], make: random => new Uint8Array([random(256), random(256), random(3)].slice(random(3))), canonical: canonical.bytes },
  at: { type: 'TIMESTAMP', encodings: ['PLAIN', 'DELTA_BINARY_PACKED'], make: random => new Date(random(1 << 30) * 1000), canonical: value => (BigInt(value.getTime()) * 1000n).toString() },
};
const compressors = {
  GZIP: input => concatenatedGzip(input),
  BROTLI: input => new Uint8Array(brotliCompressSync(input)),
};

// Gzip allows several members one behind the other.
function concatenatedGzip(input) {
  const half = input.length >> 1;
  return new Uint8Array(Buffer.concat([gzipSync(input.subarray(0, half)), gzipSync(input.subarray(half))]));
}

export function write(folder, count, seed) {
  const random = canonical.randomFrom(seed);
  const pick = list => list[random(list.length)];
  for (let table = 0; table < count; table++) {
    const rows = pick([1, 9, 100, 1000, 2500]);
    const columns = Object.keys(kinds).filter(() => random(3) === 0);
    if (columns.length === 0) columns.push('int');
    const columnData = columns.map(name => column(name, rows, random, pick));
    const codec = pick(['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'BROTLI']);
    const [pageSize, rowGroupSize] = [pick([100, 1000, 1 << 20]), pick([70, 1000, 100000])];
    const name = join(folder, `hyparquet-${String(table).padStart(3, '0')}`);
    parquetWriteFile({ filename: `${name}.parquet`, columnData, codec, compressors, pageSize, rowGroupSize });
    const options = JSON.stringify({ codec, pageSize, rowGroupSize, encodings: columnData.map(data => data.encoding) });
    const expected = columnData.map(data => ({ name: data.name, values: data.data.map(canonical.optional(kinds[data.name].canonical)) }));
    writeFileSync(`${name}.json`, JSON.stringify({ options, columns: expected }));
  }
}

function column(name, rows, random, pick) {
  const kind = kinds[name];
  const nullShare = pick([0, 0, 3, 9]);
  const data = Array.from({ length: rows }, () => (random(10) < nullShare ? null : kind.make(random)));
  return { name, data, type: kind.type, encoding: pick(kind.encodings), nullable: nullShare > 0 || random(2) === 0, columnIndex: random(2) === 0, bloomFilter: random(2) === 0 && name === 'int' };
}

const decompressors = {
  GZIP: input => new Uint8Array(gunzipSync(input)),
  BROTLI: input => new Uint8Array(brotliDecompressSync(input)),
};
const parsers = {
  timestampFromMilliseconds: value => value * 1000n,
  timestampFromMicroseconds: value => value,
  timestampFromNanoseconds: value => value,
  dateFromDays: value => value,
  stringFromBytes: value => value && canonical.bytes(value),
};

// Decimals and times of day are left out: hyparquet turns them into floating-point numbers.
export async function read(folder) {
  for (const file of readdirSync(folder).filter(name => name.endsWith('.parquet'))) {
    const path = join(folder, file);
    const buffer = await asyncBufferFromFile(path);
    const metadata = await parquetMetadataAsync(buffer);
    const elements = metadata.schema.slice(1).filter(element => element.converted_type !== 'DECIMAL' && element.logical_type?.type !== 'TIME');
    const columns = [];
    for (const element of elements) {
      const values = [];
      await parquetRead({
        file: buffer, metadata, columns: [element.name], compressors: decompressors, parsers, utf8: false,
        onComplete: rows => values.push(...rows.map(row => row[0])),
      });
      columns.push({ name: element.name, values: values.map(canonical.optional(canonicalOf(element))) });
    }
    writeFileSync(path.replace('.parquet', '.json'), JSON.stringify({ options: 'read', columns }));
  }
}

// Reads rows by a filter on id, with and without the page index: the rows must be the same, the bytes read fewer.
export async function filter(folder) {
  for (const file of readdirSync(folder).filter(name => name.endsWith('.parquet'))) {
    const path = join(folder, file);
    const found = [];
    for (const usePageIndex of [false, true]) {
      const buffer = await asyncBufferFromFile(path);
      let bytesRead = 0;
      const counting = { byteLength: buffer.byteLength, slice: (start, end = buffer.byteLength) => { bytesRead += end - start; return buffer.slice(start, end); } };
      await parquetRead({
        file: counting, columns: ['id', 'note'], filter: { id: { $gte: 100000n, $lt: 100005n } }, usePageIndex, rowFormat: 'object',
        onComplete: rows => found.push({ rows: rows.map(row => `${row.id} ${row.note}`), bytesRead }),
      });
    }
    writeFileSync(path.replace('.parquet', '.json'), JSON.stringify({ options: 'filter', columns: [
      { name: 'plain', values: found[0].rows }, { name: 'indexed', values: found[1].rows },
      { name: 'bytes', values: found.map(run => `${run.bytesRead}`) }] }));
  }
}

function canonicalOf(element) {
  if (element.type === 'FLOAT') return canonical.float;
  if (element.type === 'DOUBLE') return canonical.double;
  if (element.type === 'BYTE_ARRAY') return value => (typeof value === 'string' ? value : canonical.bytes(value));
  return integer;
}
