// Writes a file of ten million rows with DuckDB, then lets DuckDB aggregate its columns and the Parquet reader read them, in turn,
// five times, and prints the medians and their ratio.
//
//   npm ci --prefix tests/ChurnPredict.Parquet.Tests
//   dotnet build -c Release tests/ChurnPredict.Benchmarks
//   node tests/ChurnPredict.Benchmarks/Parquet/parquet-against-duckdb.mjs [ROWS]
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [rows = '10000000'] = process.argv.slice(2);
const project = dirname(dirname(fileURLToPath(import.meta.url)));
const { DuckDBInstance } = createRequire(join(project, '..', 'ChurnPredict.Parquet.Tests', 'package.json'))('@duckdb/node-api');
const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
const connection = await instance.connect();
const columns = ['id', 'day', 'amount', 'category'];
const rounds = 5;

async function makeFile(name, options) {
  const path = join(tmpdir(), `churnpredict-bench-${name}-${rows}.parquet`);
  if (!existsSync(path)) {
    await connection.run('select setseed(0.42)');
    await connection.run(`copy (select (random() * 1000000)::bigint as id, (date '2020-01-01' + (random() * 1400)::int)::date as day,
      round(random() * 10000) / 100 as amount, 'category-' || (random() * 19)::int as category
      from range(${Number(rows)})) to '${path}' (format parquet, compression snappy${options})`);
  }
  return path;
}

async function duckdbSeconds(path) {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  await connection.runAndReadAll(`select sum(id), max(day), sum(amount), max(category) from read_parquet('${path}')`);
  const used = process.cpuUsage(cpu);
  return { seconds: (performance.now() - start) / 1000, cpu_seconds: (used.user + used.system) / 1e6 };
}

function ourSeconds(path) {
  const output = execFileSync('dotnet', ['run', '-c', 'Release', '--no-build', '--project', project, '--', 'parquet', path, ...columns]);
  return JSON.parse(output.toString());
}

const median = values => values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)];

for (const [name, options] of [['dictionary', ''], ['plain', ', dictionary_size_limit 1']]) {
  const path = await makeFile(name, options);
  const [theirs, ours] = [[], []];
  await duckdbSeconds(path);
  for (let round = 0; round < rounds; round++) {
    for (let repeat = 0; repeat < 3; repeat++) theirs.push(await duckdbSeconds(path));
    ours.push(ourSeconds(path));
  }
  // On a machine that does other work, too, processor time is the steadier measure.
  const figures = runs => ({ seconds: median(runs.map(run => run.seconds)), cpu_seconds: median(runs.map(run => run.cpu_seconds)) });
  const [duckdb, churnpredict] = [figures(theirs), figures(ours)];
  console.log(JSON.stringify({
    file: name, rows: Number(rows), columns, duckdb, churnpredict,
    ratio: churnpredict.seconds / duckdb.seconds, cpu_ratio: churnpredict.cpu_seconds / duckdb.cpu_seconds,
  }));
}
