// What is asked of the telemetry: every query reads, names functions that are registered and lines that the app writes.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import * as z from 'zod';
import { at, ofType, repository, type Resource } from './snapshot';

const criteria = z.object({
  allOf: z.array(
    z.object({
      query: z.string(),
      operator: z.string(),
      threshold: z.number(),
      timeAggregation: z.string(),
      metricMeasureColumn: z
        .string()
        .nullish()
        .transform((column) => column ?? undefined),
    }),
  ),
});
const workbook = z.object({
  items: z.array(
    z.object({ name: z.string(), content: z.looseObject({ query: z.string().optional() }) }),
  ),
});

export interface Asked {
  readonly by: string;
  readonly query: string;
}

export const alertsIn = (resources: readonly Resource[]) =>
  ofType(resources, 'Microsoft.Insights/scheduledQueryRules').map((each) => {
    const [first] = criteria.parse(at(each, 'properties.criteria')).allOf;
    if (first === undefined) throw new Error(`${each.name} asks nothing`);
    return {
      name: each.name,
      severity: at(each, 'properties.severity'),
      every: String(at(each, 'properties.evaluationFrequency')),
      window: String(at(each, 'properties.windowSize')),
      ...first,
    };
  });

/** The queries of all alerts and of the workbook. */
export function queriesIn(resources: readonly Resource[]): Asked[] {
  const charts = ofType(resources, 'Microsoft.Insights/workbooks').flatMap((each) =>
    workbook
      .parse(JSON.parse(String(at(each, 'properties.serializedData'))))
      .items.flatMap(({ name: by, content: { query } }) =>
        query === undefined ? [] : [{ by, query }],
      ),
  );
  return [...alertsIn(resources).map(({ name: by, query }) => ({ by, query })), ...charts];
}

const quoted = (query: string, column: RegExp) =>
  [...query.matchAll(column)].flatMap(([, list = '']) =>
    [...list.matchAll(/["']([^"']+)["']/g)].map(([, name = '']) => name),
  );

/** A query that names a function which nobody registers sees nothing, and never says so. */
export const unknownFunctions = (
  asked: readonly Asked[],
  registered: readonly string[],
): string[] =>
  asked.flatMap(({ by, query }) =>
    quoted(query, /\bname\s*(?:==|in)\s*(\([^)]*\)|["'][^"']*["'])/g)
      .filter((name) => !registered.includes(name))
      .map((name) => `${by}: ${name}`),
  );

/** The lines that the app writes, each with its facts and the words that stand for one. */
export type Lines = Readonly<Record<string, ReadonlyMap<string, readonly string[] | undefined>>>;

/** A query for a line that nobody writes sees nothing either; nor does one for another fact of it, or another word. */
export const unknownLines = (asked: readonly Asked[], written: Lines): string[] =>
  asked.flatMap(({ by, query }) =>
    quoted(query, /\bline\.event\)\s*==\s*(["'][^"']*["'])/g).flatMap((event) => {
      const facts = written[event];
      if (facts === undefined) return [`${by}: ${event}`];
      const named = [...query.matchAll(/\bline\.(\w+)/g)].map(([, fact = '']) => fact);
      const unknown = named.filter((fact) => fact !== 'event' && !facts.has(fact));
      const words = [...query.matchAll(/(\w+)\)?\s*(?:==|in)\s*(\([^)]*\)|"[^"]*")/g)].flatMap(
        ([whole, fact = '']) =>
          quoted(whole, /(\([^)]*\)|"[^"]*")/g).filter(
            (word) => facts.get(fact)?.includes(word) === false,
          ),
      );
      return [...unknown, ...words].map((name) => `${by}: ${event}.${name}`);
    }),
  );

/** What Kusto's own parser says. */
export function faultsOf(asked: readonly Asked[]): string[] {
  const { stdout, stderr } = spawnSync(process.execPath, [join(repository, 'infra', 'kql.mjs')], {
    input: JSON.stringify(asked.map(({ query }) => query)),
    encoding: 'utf8',
  });
  if (stderr !== '') throw new Error(stderr);
  const said = z.array(z.array(z.string())).parse(JSON.parse(stdout));
  return said.flatMap((faults, index) =>
    faults.map((fault) => `${asked[index]?.by ?? ''}: ${fault}`),
  );
}
