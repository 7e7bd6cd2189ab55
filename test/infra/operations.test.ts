// docs/operations.md: its runbooks are those of the alerts, its queries read, its settings are those of host.json, and what
// it tells to set is read.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { alertsIn, faultsOf } from './support/query-rules';
import { ofType, readSnapshot, repository } from './support/snapshot';
import { variablesOf } from './support/workflow-rules';

const read = (path: string) => readFileSync(join(repository, path), 'utf8');
const text = read('docs/operations.md');
const main = readSnapshot('main').resources;
const found = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, one = '']) => one);

/** As GitHub makes them of headings. */
const anchors = found(/^#+ (.+)$/gm).map((heading) =>
  heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replace(/\s/g, '-'),
);

it('has a runbook for every alert', () => {
  const accounts = ofType(main, 'Microsoft.Insights/metricAlerts').map(({ name }) =>
    name.replace(/^.*-/, '-'),
  );
  const watching = /^## Watching$([^]*?)^## /m.exec(text)?.[1] ?? '';
  const rows = watching.split('\n').filter((line) => /^\| [`<].*\(#[\w-]+\)/.test(line));
  const names = [...alertsIn(main).map(({ name }) => name), ...accounts];
  expect(names.length).toBeGreaterThan(8);
  expect(names.filter((name) => !rows.some((row) => row.includes(`${name}\``)))).toEqual([]);
});

it('leads only to its own headings', () => {
  const missing = found(/\]\(#([\w-]+)\)/g).filter((anchor) => !anchors.includes(anchor));
  expect(missing).toEqual([]);
});

it('asks what Kusto’s own parser reads', () => {
  const queries = found(/^ *```kusto\n([^]*?)```/gm).map((query, index) => ({
    by: `query ${index + 1}`,
    query: query.replace(/^ *\/\/.*\n/gm, ''),
  }));
  expect(queries.length).toBeGreaterThan(4);
  expect(faultsOf(queries)).toEqual([]);
});

it('gives a reason for every setting of host.json', () => {
  const settings = found(/^\| (`[\w.]+`(?:, `\w+`)*) +\|/gm).flatMap((names) =>
    [...names.matchAll(/`([\w.]+)`/g)].map(([, name = '']) => name.split('.').at(-1) ?? ''),
  );
  const section = z.record(z.string(), z.unknown());
  const namesIn = (value: unknown): string[] =>
    Object.entries(section.parse(value)).flatMap(([name, inner]) => {
      const isGroup = ['extensions', 'http', 'durableTask', 'storageProvider'].includes(name);
      return isGroup ? namesIn(inner) : [name];
    });
  const missing = namesIn(JSON.parse(read('host.json'))).filter((name) => !settings.includes(name));
  expect(missing).toEqual([]);
});

it('tells to set only what the templates read, and gives each required name', () => {
  const parameters = read('infra/main.bicepparam');
  const names = Object.keys(variablesOf(parameters));
  const set = found(/azd env set ([A-Z_]{5,})/g).filter((name) => name !== 'NAME');
  expect(set.length).toBeGreaterThan(5);
  expect(set.filter((name) => !names.includes(name))).toEqual([]);
  for (const [, name = ''] of parameters.matchAll(/readEnvironmentVariable\('(\w+)'\)/g)) {
    expect(text).toContain(`\`${name}\``);
  }
});
