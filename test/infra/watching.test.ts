// Alerts, the workbook and the delivery reports' subscription, held against the functions that the app registers.
import * as z from 'zod';
import { events as logged } from '../../functions/log/events';
import { correlation } from '../../functions/log/log';
import { App } from '../e2e/support/app';
import {
  alertsIn,
  faultsOf,
  queriesIn,
  unknownFunctions,
  unknownLines,
  type Lines,
} from './support/query-rules';
import { at, changed, ofType, readSnapshot } from './support/snapshot';

jest.setTimeout(60_000);
const main = readSnapshot('main').resources;
const events = readSnapshot('events/main').resources;
const queries = queriesIn(main);
const rules = 'Microsoft.Insights/scheduledQueryRules';

const written: Lines = Object.fromEntries(
  Object.entries(logged).map(([event, { shape }]) => [
    event,
    new Map(
      Object.entries({ ...correlation.shape, ...shape }).map(([fact, schema]) => [
        fact,
        schema instanceof z.ZodEnum ? schema.options.map(String) : undefined,
      ]),
    ),
  ]),
);

const functions = z.array(
  z.object({
    name: z.string(),
    bindings: z.record(z.string(), z.looseObject({ type: z.string() })),
  }),
);

describe('what is watched', () => {
  const app = new App();
  let registered: z.infer<typeof functions>;
  beforeAll(async () => {
    await app.start();
    const headers = { 'x-functions-key': app.at.hostKey };
    const listed = await fetch(`${app.at.app}/admin/functions`, { headers });
    registered = functions.parse(await listed.json());
  });
  afterAll(() => app.stop());
  const names = () => registered.map(({ name }) => name);

  it('are functions that are registered', () => {
    expect(queries.length).toBeGreaterThan(10);
    expect(queries.some(({ query }) => query.includes('"reconcile"'))).toBe(true);
    expect(unknownFunctions(queries, names())).toEqual([]);
  });

  it('catches a query of a function that is called otherwise by now', () => {
    const renamed = names().map((name) => (name === 'reconcile' ? 'repair' : name));
    expect(unknownFunctions(queries, renamed)).not.toEqual([]);
    const misspelt = [{ by: 'x', query: "requests | where name in ('reconcile', 'reconsile')" }];
    expect(unknownFunctions(misspelt, names())).toEqual(['x: reconsile']);
  });

  it('is where delivery reports go: an event function of this name', () => {
    const [subscription] = ofType(events, 'Microsoft.EventGrid/systemTopics/eventSubscriptions');
    const target = subscription && at(subscription, 'properties.destination.properties.resourceId');
    const name = String(target).split('/functions/')[1];
    const found = registered.find((each) => each.name === name);
    expect(Object.values(found?.bindings ?? {}).map(({ type }) => type)).toContain(
      'eventGridTrigger',
    );
    expect(subscription && at(subscription, 'properties.filter.includedEventTypes')).toEqual([
      'Microsoft.Communication.EmailDeliveryReportReceived',
    ]);
  });

  it('is a timer that runs often enough for the alert on its silence', () => {
    const timer = registered.find(({ name }) => name === 'reconcile')?.bindings;
    expect(Object.values(timer ?? {})).toContainEqual(
      expect.objectContaining({ type: 'timerTrigger', schedule: '0 */5 * * * *' }),
    );
  });
});

describe('every query', () => {
  it('reads, says Kusto’s own parser', () => {
    expect(faultsOf(queries)).toEqual([]);
  });

  it('catches a misspelt operator, an unknown column and an unknown table', () => {
    const wrong = [
      { by: 'operator', query: 'requests | wher success == false' },
      { by: 'column', query: 'requests | where nam == "reconcile"' },
      { by: 'table', query: 'request | count' },
    ];
    const by = faultsOf(wrong).map((fault) => fault.split(':')[0]);
    expect(new Set(by)).toEqual(new Set(['operator', 'column', 'table']));
  });

  it('names lines that the app writes, with their facts and words', () => {
    expect(unknownLines(queries, written)).toEqual([]);
  });

  it.each([
    ['a line', '"mailHandled"', '"mailSent"'],
    ['a fact', 'line.oldestMailSeconds', 'line.outboxSeconds'],
    ['a word', '"expireConsent"', '"consentExpired"'],
    ['a word of a fact', '"refused"', '"rejected"'],
  ])('catches %s that is called otherwise by now', (_, now, before) => {
    const renamed = queries.map(({ by, query }) => ({ by, query: query.replaceAll(now, before) }));
    expect(renamed).not.toEqual(queries);
    expect(unknownLines(renamed, written)).not.toEqual([]);
  });
});

describe('the alerts', () => {
  const minutes = (duration: string) => {
    const [, amount = '', unit = ''] = /^PT(\d+)([MH])$/.exec(duration) ?? [];
    return Number(amount) * (unit === 'H' ? 60 : 1);
  };

  it('say first of all that the reconciliation has been silent for 15 minutes', () => {
    expect(alertsIn(main)[0]).toEqual({
      name: 'reconcile-silent',
      severity: 1,
      every: 'PT5M',
      window: 'PT15M',
      query: 'requests | where name == "reconcile"',
      operator: 'LessThan',
      threshold: 1,
      timeAggregation: 'Count',
    });
  });

  it('are these', () => {
    expect(alertsIn(main).map(({ name }) => name)).toEqual([
      'reconcile-silent',
      'failures',
      'mails-refused',
      'outbox-old',
      'orchestrations-stuck',
      'endings-late',
    ]);
    const accounts = ofType(main, 'Microsoft.Insights/metricAlerts').map(({ name }) => name);
    expect(accounts.map((name) => name.replace(/\w{13}-/, ' '))).toEqual([
      'sthost throttled',
      'sthost unavailable',
      'stdata throttled',
      'stdata unavailable',
    ]);
  });

  it('leave no gap between two looks, and catch one', () => {
    const gaps = (resources: typeof main) =>
      alertsIn(resources).filter(({ every, window }) => !(minutes(every) <= minutes(window)));
    expect(gaps(main)).toEqual([]);
    expect(gaps(changed(main, rules, 'properties.evaluationFrequency', 'PT2H'))).not.toEqual([]);
  });

  it('compare a column that their query has', () => {
    const measured = alertsIn(main).flatMap(
      ({ query, metricMeasureColumn: column, timeAggregation }) =>
        timeAggregation === 'Count'
          ? []
          : [{ by: column ?? 'none', query: `${query} | summarize max(${column ?? '""'})` }],
    );
    expect(measured).toHaveLength(4);
    expect(faultsOf(measured)).toEqual([]);
  });

  it('tell whoever is named, and nobody otherwise', () => {
    const told = (name: 'main' | 'private') =>
      new Set(
        ofType(readSnapshot(name).resources, rules).map((each) =>
          JSON.stringify(at(each, 'properties.actions.actionGroups')),
        ),
      );
    expect(told('main')).toEqual(new Set(['[]']));
    expect([...told('private')].join()).toMatch(/actionGroups\/ag-\w+"\]$/);
  });
});
