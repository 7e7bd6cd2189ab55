// docs/performance.md as a whole run writes it: where and when, the table, what each line means, and what it does not say.
import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { format } from 'prettier';
import { asMarkdown, type Row } from './table';
import { peers } from './peers';

const meanings: Readonly<Record<string, string>> = {
  G1: 'one call at a time on an app at rest, over HTTP, beside the requests to the tables that it can’t do without, made by `@azure/data-tables` alone with the token checked. The endpoint’s time holds what those have not: HTTP twice (the host, and its worker), validation, the log, and for an addition the directory’s answer and the start of the orchestration.',
  G2: 'counted by a proxy between app and tables. The budget is exact: one request more is a change to be decided, one fewer too.',
  G3: 'three systems side by side, in which one partner, and the whole system, hold more and more. Milliseconds may grow by a quarter; requests, and rows read, not at all.',
  G4: 'the whole answer is read, and its lines counted. The raw rows come from the same partitions and nothing is done with them.',
  G5: 'the longest history of a life that is approved on day 29 and let run out: its last turn replays everything before.',
  G6: 'user and system time of the whole process until all functions are registered, beside an app with one function.',
  G7: 'the clock of the embedded host is moved to just before the deadline; from there on time is real. Late is counted from deadline and margin (60 s) until Table Storage has the expiry, by its own clock.',
  G8: 'each is a server on this machine that 32 clients call over HTTP: so many are added, half of them are approved, the others expire. This app also checks a token, keeps a trail, rewrites pages, and sends mails within the quota.',
  G9: 'transactions counted for one life, times a thousand, times published prices (reliability.md, section 4).',
  G10: 'clients that wait for each answer and then do the next; what they do is mixed in a fixed order.',
};

/** Formatted as the gate wants it. */
export function performancePage(rows: readonly Row[], minutes: number): Promise<string> {
  const [cpu] = cpus();
  const missed = rows.filter(({ isMet }) => isMet === false);
  const revision = execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
    encoding: 'utf8',
  }).trim();
  const page = `# Performance

Written by \`npm run bench\`; run it again rather than edit this page. \`npm run bench -- G1 G5\` runs some lines only, \`--quick\` runs small sizes to see that it works; neither writes here.

${new Date().toISOString().slice(0, 10)}, revision ${revision}, ${minutes.toFixed(0)} minutes. ${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${(totalmem() / 2 ** 30).toFixed(0)} GB, Node ${process.version}, Azurite 3.35.0 in memory.

${asMarkdown(rows)}

## What the lines mean

${Object.entries(meanings)
  .map(([goal, meaning]) => `- **${goal}**: ${meaning}`)
  .join('\n')}

## What misses its goal

${missed.length === 0 ? 'Nothing.' : missed.map(({ goal, what, measured, target }) => `- **${goal}** ${what}: ${measured}; the goal is ${target}.`).join('\n')}

## The peers

${peers.map(({ name, said }) => `- **${name}**. ${said}`).join('\n')}
- **This app** wins where a life is more than its deadline: reminders, mails, pages, exclusivity and a trail come with every step. It pays for them in every addition and answer.

## What this does not say

- Trust ratios, not milliseconds: contenders are measured in interleaved blocks of one run, rounds that warm up are dropped, the figures are medians.
- Everything runs on one machine with ${cpus().length} cores: driver, app and store take them from each other. A service in Azure has a network in between and a store of its own.
- Azurite is not Table Storage. Its query looks at every row of a table, so it runs with an index preloaded (\`test/bench/index-azurite.cjs\`): without, nothing that queries could be flat.
- The embedded host is a double of the Functions host and its Durable extension: it keeps instances in files, where Azure’s has tables and queues.
`;
  return format(page, { parser: 'markdown' });
}
