// `npm run demo`: the story of the main job and its endings, over HTTP, as a transcript with dates. On a host of its own
// with fresh data; `npm run demo -- --running` walks on the one that `npm start` runs.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPortal, type Portal } from './portal';
import { repository } from './sample';
import type { Running } from './surroundings';

const threat = 'threat-protection-workshop';
const northwind = '00001001-0000-4000-8000-000000001001';
const adventureWorks = '00001002-0000-4000-8000-000000001002';
const tailspinJapan = '00001006-0000-4000-8000-000000001006';
const woodgrove = '00001007-0000-4000-8000-000000001007';

async function tell(portal: Portal): Promise<void> {
  const { say, add, row, trigger, answer, advance, mailsSince, post } = portal;

  await say('1. A customer is added, consents, the workshop is delivered');
  await add('cio@northwind.example', threat);
  await row(threat, northwind);
  await trigger(threat, northwind, { name: 'Nora North', email: 'nora@northwind.example' });
  await mailsSince();
  await answer('nora@northwind.example', 'approve', 'Nora North');
  await row(threat, northwind);
  await mailsSince();
  await advance('P84D');
  await mailsSince();
  await row(threat, northwind);
  const document = {
    name: 'findings.pdf',
    contentType: 'application/pdf',
    sizeBytes: 48_213,
    sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    url: 'https://files.contoso-consulting.example/northwind/findings.pdf',
  };
  await post('Submit workshop claim', threat, northwind, 'workshop-claim', {
    findingsAndRecommendations: document,
    invoice: { ...document, name: 'invoice.pdf' },
    partnerSurveyDone: true,
    customerSurveyDone: true,
  });
  await row(threat, northwind);

  await say('2. A customer declines');
  await add('it@adventure-works.example', threat);
  await trigger(threat, adventureWorks, {
    name: 'Adam Works',
    email: 'adam@adventure-works.example',
  });
  await mailsSince();
  await answer('adam@adventure-works.example', 'decline', 'Adam Works');
  await row(threat, adventureWorks);
  await mailsSince();

  await say('3. No answer comes in 30 days');
  await add('office@tailspintoys-jp.example', threat);
  await trigger(threat, tailspinJapan, {
    name: 'Taro Tail',
    email: 'taro@tailspintoys-jp.example',
    language: 'ja',
  });
  await advance('P29DT12H');
  await row(threat, tailspinJapan);
  await advance('PT12H');
  await row(threat, tailspinJapan);
  await mailsSince();

  await say(
    '4. A known customer is claimed, consents, and the workshop is not delivered in 90 days',
  );
  await portal.claim(woodgrove, threat);
  await trigger(threat, woodgrove, { name: 'Willa Wood', email: 'willa@woodgrovebank.example' });
  await portal.linkTo('willa@woodgrovebank.example');
  await answer('willa@woodgrovebank.example', 'approve', 'Willa Wood');
  await advance('P90D');
  await row(threat, woodgrove);
  await mailsSince();

  await say('5. It is claimed again, and canceled');
  await portal.claim(woodgrove, threat);
  await row(threat, woodgrove);
  await post('Cancel', threat, woodgrove, 'cancel', {
    reason: 'The customer has moved the project.',
  });
  await row(threat, woodgrove);
  await portal.history(threat, woodgrove);
}

async function main(): Promise<void> {
  if (process.argv.includes('--running')) {
    await tell(createPortal(await readRunning(join(repository, '.data'), undefined)));
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'mci-demo-'));
  const free = {
    PORT: '0',
    MAIL_PORT: '0',
    ISSUER_PORT: '0',
    DIRECTORY_PORT: '0',
    TABLES_PORT: '0',
  };
  const host = spawn(process.execPath, [join(__dirname, 'start.js')], {
    env: { ...process.env, ...free, DATA_FOLDER: folder },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    await tell(createPortal(await readRunning(folder, host.pid)));
  } finally {
    if (host.exitCode === null) {
      host.kill('SIGINT');
      await once(host, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Where everything runs; waits for a host that is starting. */
async function readRunning(folder: string, pid: number | undefined): Promise<Running> {
  const file = join(folder, 'running.json');
  for (let waited = 0; waited < 60_000; waited += 100) {
    if (existsSync(file)) {
      const running = JSON.parse(readFileSync(file, 'utf8')) as Running;
      if (pid === undefined || running.pid === pid) return running;
    }
    if (pid === undefined) throw new Error('Nothing is running: run `npm start` first.');
    await sleep(100);
  }
  throw new Error('The host did not start within a minute.');
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
