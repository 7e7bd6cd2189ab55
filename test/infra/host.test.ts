// host.json: what the app leans on. The host ignores what it does not know, so every name is known here; the reasons stand
// in docs/operations.md.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { at, changed, ofType, readSnapshot, repository, type Resource } from './support/snapshot';

const duration = z
  .string()
  .regex(/^\d\d:[0-5]\d:[0-5]\d$/)
  .transform((text) => {
    const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number);
    return hours * 3600 + minutes * 60 + seconds;
  });
const schema = z.strictObject({
  version: z.literal('2.0'),
  extensionBundle: z.strictObject({
    id: z.literal('Microsoft.Azure.Functions.ExtensionBundle'),
    version: z.literal('[4.*, 5.0.0)'),
  }),
  functionTimeout: duration,
  extensions: z.strictObject({
    http: z.strictObject({
      routePrefix: z.string(),
      maxOutstandingRequests: z.int(),
      maxConcurrentRequests: z.int(),
    }),
    durableTask: z.strictObject({
      hubName: z.string(),
      storageProvider: z.strictObject({
        type: z.literal('AzureStorage'),
        connectionName: z.string(),
        partitionCount: z.int(),
        maxQueuePollingInterval: duration,
      }),
      maxConcurrentOrchestratorFunctions: z.int().positive(),
      maxConcurrentActivityFunctions: z.int().positive(),
      overridableExistingInstanceStates: z.enum(['NonRunningStates', 'AnyState']),
      useGracefulShutdown: z.boolean(),
      tracing: z.unknown().optional(),
    }),
  }),
  logging: z.unknown().optional(),
});
const text = readFileSync(join(repository, 'host.json'), 'utf8');
const host = schema.parse(JSON.parse(text));
const { http, durableTask } = host.extensions;

const main = readSnapshot('main').resources;
const site = 'Microsoft.Web/sites';
const concurrency =
  'properties.functionAppConfig.scaleAndConcurrency.triggers.http.perInstanceConcurrency';
const valueIn = (resources: readonly Resource[], type: string, path: string) =>
  ofType(resources, type).map((each) => at(each, path))[0];

/** Scaling comes before waiting, and waiting before a 429 without a body. */
function isInOrder(resources: readonly Resource[], { maxConcurrentRequests: atOnce } = http) {
  const aimedAt = z.int().parse(valueIn(resources, site, concurrency));
  return aimedAt < atOnce && 5 * atOnce <= http.maxOutstandingRequests;
}

describe('host.json', () => {
  it('names nothing that the host does not know', () => {
    const misspelt = text.replace('maxOutstandingRequests', 'maxOutstandingRequest');
    expect(schema.safeParse(JSON.parse(misspelt)).success).toBe(false);
  });

  it('sets no prefix: every route of functions/ is written out in full', () => {
    expect(http.routePrefix).toBe('');
  });

  it('keeps the name and the partitions of the task hub: with others, what sleeps in it is never woken', () => {
    expect(durableTask.hubName).toBe('EngagementCustomers');
    expect(durableTask.storageProvider.partitionCount).toBe(4);
  });

  it('keeps the task hub where the identity has its roles', () => {
    const { connectionName } = durableTask.storageProvider;
    const settings = Object.keys(
      z
        .record(z.string(), z.unknown())
        .parse(valueIn(main, 'Microsoft.Web/sites/config', 'properties')),
    );
    expect(settings).toContain(`${connectionName}__tableServiceUri`);
    expect(settings).toContain(`${connectionName}__queueServiceUri`);
  });

  it('never lets a start replace an orchestration that lives', () => {
    expect(durableTask.overridableExistingInstanceStates).toBe('NonRunningStates');
  });

  it('looks at idle queues every 10 s, as often as Flex Consumption does itself', () => {
    expect(durableTask.storageProvider.maxQueuePollingInterval).toBe(10);
  });

  it('ends a call that hangs, but none that the front still waits for (230 s), and no run of many slow mails', () => {
    const slowestMails = 10 * 30;
    expect(host.functionTimeout).toBeGreaterThan(Math.max(230, slowestMails));
    expect(host.functionTimeout).toBeLessThanOrEqual(1800);
  });

  it('starts another instance before requests wait, and lets them wait before they are turned away', () => {
    expect(isInOrder(main)).toBe(true);
    expect(isInOrder(readSnapshot('private').resources)).toBe(true);
    expect(isInOrder(changed(main, site, concurrency, 100))).toBe(false);
    expect(isInOrder(main, { ...http, maxConcurrentRequests: 300 })).toBe(false);
  });
});

it('the worker takes headers as large as the host lets through (32 KiB)', () => {
  const given = valueIn(main, 'Microsoft.Web/sites/config', 'properties');
  const { languageWorkers__node__arguments: argument } = z
    .looseObject({ languageWorkers__node__arguments: z.string() })
    .parse(given);
  const [, bytes] = /^--max-http-header-size=(\d+)$/.exec(argument) ?? [];
  expect(Number(bytes)).toBeGreaterThan(32 * 1024);
});
