// `npm run bench`: what the app costs beside the raw storage operations it is made of, measured side by side in one run.
// Ratios of medians; milliseconds of this machine mean little.
import { openTables } from '../shared/store/tables';
import { locatorOf, truthKeys, viewKeys } from '../shared/store/keys';
import { readRange } from '../shared/store/entity';
import { readSample } from './sample';
import { createPortal } from './portal';
import { startOwn } from './start-own';

const rounds = 40;
const repeats = 5;

interface Contender {
  readonly name: string;
  readonly run: () => Promise<unknown>;
}

async function main(): Promise<void> {
  const own = await startOwn();
  try {
    const { running } = own;
    const portal = createPortal(running);
    const threat = 'threat-protection-workshop';
    await portal.add('cio@northwind.example', threat);
    const { customers, partners } = readSample();
    const [northwind, contoso] = [customers[0], partners[0]];
    const engagement = readSample().engagements[0];
    if (!northwind || !contoso || !engagement) throw new Error('the sample data is empty');
    await portal.trigger(threat, northwind.id, { name: 'Nora', email: 'nora@northwind.example' });
    const link = await portal.linkTo('nora@northwind.example');

    const tables = openTables({ connectionString: running.tables });
    const partition = truthKeys.partition(locatorOf(northwind.id));
    const page = viewKeys.page(contoso.id, engagement.id);
    const path = `engagements/${threat}/customers`;
    const pairs: (readonly [Contender, Contender])[] = [
      [
        { name: 'list a Customers page', run: () => portal.read(path) },
        {
          name: 'its two raw range queries',
          run: () =>
            Promise.all([
              readRange(tables.views, page),
              readRange(tables.views, viewKeys.known(contoso.id)),
            ]),
        },
      ],
      [
        { name: 'show one row', run: () => portal.read(`${path}/${northwind.id}`) },
        {
          name: 'one raw point read',
          run: () => tables.views.getEntity(page, northwind.id),
        },
      ],
      [
        { name: 'show a consent page', run: async () => (await fetch(link)).text() },
        {
          name: 'its raw range query',
          run: () => readRange(tables.truth, partition, truthKeys.decisionRows),
        },
      ],
      [
        {
          name: 'refuse a call without a token',
          run: async () => (await fetch(`${running.app}/api/${path}`)).text(),
        },
        {
          name: 'answer 404 without storage',
          run: async () => (await fetch(`${running.app}/api/nothing`)).text(),
        },
      ],
    ];
    for (const pair of pairs) report(pair, await measure(pair));
  } finally {
    await own.stop();
  }
}

/** Interleaved, so that whatever else the machine does meets both. */
async function measure(pair: readonly [Contender, Contender]): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, { run }] of pair.entries()) {
      for (let repeat = 0; repeat < repeats; repeat += 1) {
        const started = performance.now();
        await run();
        if (round > 2) times[index === 0 ? 0 : 1].push(performance.now() - started);
      }
    }
  }
  return [median(times[0]), median(times[1])];
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function report([a, b]: readonly [Contender, Contender], [timeA, timeB]: [number, number]): void {
  const ratio = (timeA / timeB).toFixed(2);
  console.log(
    `${ratio} ×  ${a.name} (${timeA.toFixed(2)} ms) / ${b.name} (${timeB.toFixed(2)} ms)`,
  );
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
