// `npm run demo`: the story of the main job and its endings, over HTTP, as a transcript with dates. On a host of its own
// with fresh data; `npm run demo -- --running` walks on the one that `npm start` runs.
import { join } from 'node:path';
import { createPortal, type Portal } from './portal';
import { repository } from './sample';
import { readRunning, startOwn } from './start-own';

const threat = 'threat-protection-workshop';
const northwind = '00001001-0000-4000-8000-000000001001';
const adventureWorks = '00001002-0000-4000-8000-000000001002';
const tailspinJapan = '00001006-0000-4000-8000-000000001006';
const woodgrove = '00001007-0000-4000-8000-000000001007';

async function tell(portal: Portal): Promise<void> {
  await portal.say('1. A customer is added, consents, the workshop is delivered');
  await portal.add('cio@northwind.example', threat);
  await portal.row(threat, northwind);
  await portal.trigger(threat, northwind, { name: 'Nora North', email: 'nora@northwind.example' });
  await portal.mailsSince();
  await portal.answer('nora@northwind.example', 'approve', 'Nora North');
  await portal.row(threat, northwind);
  await portal.mailsSince();
  await portal.advance('P84D');
  await portal.mailsSince();
  await portal.row(threat, northwind);
  const document = {
    name: 'findings.pdf',
    contentType: 'application/pdf',
    sizeBytes: 48_213,
    sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    url: 'https://files.contoso-consulting.example/northwind/findings.pdf',
  };
  await portal.post('Submit workshop claim', threat, northwind, 'workshop-claim', {
    findingsAndRecommendations: document,
    invoice: { ...document, name: 'invoice.pdf' },
    partnerSurveyDone: true,
    customerSurveyDone: true,
  });
  await portal.row(threat, northwind);

  await portal.say('2. A customer declines');
  await portal.add('it@adventure-works.example', threat);
  await portal.trigger(threat, adventureWorks, {
    name: 'Adam Works',
    email: 'adam@adventure-works.example',
  });
  await portal.mailsSince();
  await portal.answer('adam@adventure-works.example', 'decline', 'Adam Works');
  await portal.row(threat, adventureWorks);
  await portal.mailsSince();

  await portal.say('3. No answer comes in 30 days');
  await portal.add('office@tailspintoys-jp.example', threat);
  await portal.trigger(threat, tailspinJapan, {
    name: 'Taro Tail',
    email: 'taro@tailspintoys-jp.example',
    language: 'ja',
  });
  await portal.advance('P29DT12H');
  await portal.row(threat, tailspinJapan);
  await portal.advance('PT12H');
  await portal.row(threat, tailspinJapan);
  await portal.mailsSince();

  await portal.say(
    '4. A known customer is claimed, consents, and the workshop is not delivered in 90 days',
  );
  await portal.claim(woodgrove, threat);
  await portal.trigger(threat, woodgrove, {
    name: 'Willa Wood',
    email: 'willa@woodgrovebank.example',
  });
  await portal.linkTo('willa@woodgrovebank.example');
  await portal.answer('willa@woodgrovebank.example', 'approve', 'Willa Wood');
  await portal.advance('P90D');
  await portal.row(threat, woodgrove);
  await portal.mailsSince();

  await portal.say('5. It is claimed again, and canceled');
  await portal.claim(woodgrove, threat);
  await portal.row(threat, woodgrove);
  await portal.post('Cancel', threat, woodgrove, 'cancel', {
    reason: 'The customer has moved the project.',
  });
  await portal.row(threat, woodgrove);
  await portal.history(threat, woodgrove);
}

async function main(): Promise<void> {
  if (process.argv.includes('--running')) {
    const running = readRunning(join(repository, '.data'));
    if (running === undefined) throw new Error('Nothing is running: run `npm start` first.');
    await tell(createPortal(running));
    return;
  }
  const { running, stop } = await startOwn();
  try {
    await tell(createPortal(running));
  } finally {
    await stop();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
