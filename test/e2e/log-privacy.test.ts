// A run through every life and many a fault, and then its log: nothing but lines of the list, each event of it there, and not
// a word of what people wrote, were sent, or are called. Nor is there one in what the orchestrations keep of their faults.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { events } from '../../functions/log/events';
import { levels } from '../../functions/log/log';
import { isLetThrough, logging } from '../support/host-logging';
import { readLine, type LogLine } from '../support/log-lines';
import { App } from './support/app';
import { runThroughEverything, type FullRun } from './support/full-run';

jest.setTimeout(300_000);
const app = new App();
let run: FullRun;
/** Of the app, and of the host and the stand-ins; not the greeting of `npm start`, which names sample data. */
let log: string;
let written: string[];

beforeAll(async () => {
  await app.start();
  run = await runThroughEverything(app);
  const greeting = /MCI engagement customers, on this machine[^]*?Ctrl-C stops everything\./g;
  log = app.log().replaceAll(greeting, '');
  const lines = log.matchAll(/^\[[^\]]+\] \w+ Function\.\w+\.User: (.*)$/gm);
  written = [...lines].map(([, line = '']) => line);
});
afterAll(() => app.stop());

/** Which of them stand in a text, as they are or as JSON has them. */
function foundIn(text: string, secrets: readonly string[]): string[] {
  return secrets.filter((secret) =>
    [secret, JSON.stringify(secret).slice(1, -1)].some((each) => text.includes(each)),
  );
}
const levelOf = (event: string) => Object.entries(levels).find(([name]) => name === event)?.[1];
const lines = (): LogLine[] => written.map(readLine);
const factsOf = (event: string, fact: string) =>
  new Set(
    lines()
      .filter((line) => line.event === event)
      .map((line) => line[fact]),
  );

it('is nothing but lines of the list', () => {
  expect(lines).not.toThrow();
});

it('is let through by host.json, line for line', () => {
  const kept = lines()
    .filter(({ event }) => levelOf(event) === 'info')
    .map(({ operation }) => `Function.${String(operation)}.User`);
  const categories = [...new Set(kept)].sort();
  expect(categories.filter((each) => !isLetThrough(each, 'Information'))).toEqual([]);
  const named = Object.keys(logging.logLevel).filter((name) => name.startsWith('Function.'));
  expect(named.sort()).toEqual(categories);
});

it('tells each event of the list, but the two that tests of reports and of health call forth', () => {
  const told = [...new Set(lines().map(({ event }) => event)), 'reportIgnored', 'notReady'];
  expect(told.sort()).toEqual(Object.keys(events).sort());
});

it('tells every transition, and what came of mails', () => {
  const { transition } = events.changeRecorded.shape;
  const { outcome } = events.mailHandled.shape;
  expect(factsOf('changeRecorded', 'transition')).toEqual(new Set(transition.options));
  expect(factsOf('mailHandled', 'outcome')).toEqual(new Set(outcome.options));
  expect(factsOf('mailReported', 'status')).toEqual(new Set(['Delivered', 'Bounced']));
});

it('tells the faults of requests, of the activity, and of the reconciliation', () => {
  const operations = [...factsOf('fault', 'operation')];
  expect(operations.sort()).toEqual([
    'addCustomer',
    'advanceAssociation',
    'cancelAssociation',
    'reconcile',
  ]);
});

it('names nobody: no name, address, token or word of theirs', () => {
  expect(run.personal.length).toBeGreaterThan(40);
  expect(run.personal.filter((each) => each.length < 6)).toEqual([]);
  expect(foundIn(log, run.personal)).toEqual([]);
});

it('names no customer', () => {
  expect(foundIn(log, run.customers)).toEqual([]);
});

it('what the orchestrations keep names nobody either', () => {
  const folder = join(app.folder, 'host', 'instances');
  const kept = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  expect(kept.join()).toContain('LoggedFault');
  expect(foundIn(kept.join(), run.personal)).toEqual([]);
});
