// One run through every life of an association and many a fault, by people whose names and words are known afterwards.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { customerId } from '../../../shared/domain/ids';
import { locatorOf, truthKeys } from '../../../shared/store/keys';
import { referenceData } from '../../../shared/changes/reference-data';
import { openTables } from '../../../shared/store/tables';
import { type App, contoso, fabrikam, type Asked } from './app';
import { known } from './known';
import { aProof, Pair } from './pair';

const sample = join(__dirname, '..', '..', '..', 'local', 'sample', 'reference-data.json');

const words = {
  user: 'Wilhelmina Bearer',
  requestKey: 'the-key-of-wilhelmina',
  customer: 'Nora North',
  title: 'Grand Vizier of Licences',
  approver: 'Åsa "Approver" Öström',
  company: 'Quaxton & Sons',
  partner: 'Philippa Partner',
  mismatch: 'Bought by Quaxton last spring',
  decline: 'We never liked threats',
  cancel: 'The project has moved.',
  comments: 'The invoice went to Nora',
  document: aProof.invoice.name,
  url: aProof.invoice.url,
  stranger: 'stranger@quaxton.example',
  unknownLink: 'unknown-link-'.repeat(6),
};

export interface FullRun {
  /** What people wrote, were sent, or are called. */
  readonly personal: readonly string[];
  /** Of the customers, where a hash does. */
  readonly customers: readonly string[];
}

export async function runThroughEverything(app: App): Promise<FullRun> {
  const roles = ['Incentives.Admin'];
  const token = await app.token(contoso, roles, 'user', words.user);
  const ours: Asked = { token, headers: { 'idempotency-key': words.requestKey } };
  const theirs: Asked = {
    tenant: fabrikam,
    token: await app.token(fabrikam, roles, 'user', words.user),
  };
  const pairs: Pair[] = [];
  const aPair = async () => {
    const pair = await Pair.create(app);
    pairs.push(pair);
    return pair;
  };

  await lives(app, aPair, { token }, theirs);
  await inVain(await aPair(), ours);
  await overABrokenRow(await aPair(), { token });
  await overABrokenMail(await aPair(), { token });

  const mails = await app.mails();
  const { partners, customers } = referenceData.parse(JSON.parse(readFileSync(sample, 'utf8')));
  return {
    personal: [
      ...Object.values(words),
      ...[token, theirs.token ?? ''],
      ...mails.flatMap(({ links, to }) => [
        ...links.flatMap((link) => link.split('/consent/')[1] ?? []),
        ...to.map(({ address }) => address),
      ]),
      ...partners.flatMap(({ contact }) => [contact.name, contact.email]),
    ],
    customers: [
      ...pairs.flatMap(({ id, domain }) => [id, domain, `Customer ${id.slice(0, 8)}`]),
      ...customers.flatMap(({ id, name, domains }) => [id, name, ...domains]),
    ],
  };
}

async function lives(app: App, aPair: () => Promise<Pair>, ours: Asked, theirs: Asked) {
  const [completed, declined, canceled, expired] = [
    await aPair(),
    await aPair(),
    await aPair(),
    await aPair(),
  ];
  const [bounced, refused, claimed, contested] = [
    await aPair(),
    await aPair(),
    await known(await aPair()),
    await aPair(),
  ];
  const { id: tenantId } = completed;
  const domainMismatchReason = words.mismatch;
  await completed.add(ours, { tenantId, customerEmail: words.stranger, domainMismatchReason });
  for (const pair of [declined, canceled, expired, bounced, refused, contested]) {
    await pair.add(ours);
  }
  await claimed.claim(ours);
  await contested.add(theirs);

  const theirContacts = contacts(`cfo@${contested.domain}`);
  await withFault(app, { status: 500 }, () => contested.trigger(theirs, theirContacts));
  for (const pair of [completed, declined, canceled, expired, claimed, contested]) {
    await pair.trigger(ours, contacts(pair.contact));
  }
  await bounced.trigger(ours, contacts(`bounce@${bounced.domain}`));
  await refused.trigger(ours, contacts(`invalid@${refused.domain}`));
  await app.advance('PT1H');
  await app.advance('P1D');
  await withFault(app, { status: 400 }, () => declined.resend(ours));
  const throttled = { status: 429, retryAfterSeconds: 7200 };
  await withFault(app, throttled, () => canceled.resend(ours));
  await canceled.cancel(ours);
  await app.advance('PT3H');

  const approval = { approverName: words.approver };
  for (const pair of [completed, claimed, contested]) {
    await pair.answer(await pair.link(), 'approve', approval);
  }
  const refusal = { ...approval, reason: words.decline };
  await declined.answer(await declined.link(), 'decline', refusal);
  await completed.submit(ours, { ...aProof, comments: words.comments });
  await app.advance('P30D');
  const form = new URLSearchParams();
  await fetch(`${await expired.link()}/interest`, { method: 'POST', body: form });
  await app.advance('P65D');
}

function contacts(email: string) {
  const { title, customer, company, partner } = words;
  return {
    customerContact: { title, name: customer, email },
    partnerContact: { company, name: partner, email: `philippa-${email}` },
  };
}

/** The mail service is at fault once, while the mail goes out that is asked for. */
async function withFault(app: App, fault: object, ask: () => Promise<unknown>) {
  await app.mailFaults({ next: 1, ...fault });
  await ask();
  await app.until('the fault', async () => ((await app.mailFaultsLeft()) === 0 ? true : undefined));
}

/** What is refused, and what another service does not answer. */
async function inVain(pair: Pair, ours: Asked) {
  const { app } = pair;
  await pair.add({ token: `${ours.token ?? ''}x` });
  await pair.add(ours, { customerEmail: `${words.customer}@` });
  await app.call('POST', '/api/customers', { ...ours, body: `{"${words.customer}": ` });
  await fetch(`${app.at.app}/consent/${words.unknownLink}`);
  await app.directoryFaults({ down: true });
  await pair.add(ours);
  await app.directoryFaults({});
}

/** Whoever reads the row of this association fails: the request, the activity, the reconciliation. */
async function overABrokenRow(pair: Pair, ours: Asked) {
  const { app } = pair;
  await pair.add(ours);
  await withFault(app, { status: 500 }, () => pair.trigger(ours));
  await breakRows(pair, 'E_');
  await pair.cancel(ours);
  await app.advance('PT2H');
}

/** The mail is left out; all else goes on. */
async function overABrokenMail(pair: Pair, ours: Asked) {
  await pair.add(ours);
  await pair.trigger(ours);
  await breakRows(pair, 'O_');
  await pair.cancel(ours);
}

async function breakRows({ app, id }: Pair, begin: string) {
  const { truth } = openTables({ connectionString: app.at.tables });
  const partitionKey = truthKeys.partition(locatorOf(customerId.parse(id)));
  for await (const { rowKey = '' } of truth.listEntities({
    queryOptions: { filter: `PartitionKey eq '${partitionKey}'` },
  })) {
    if (rowKey.startsWith(begin)) {
      await truth.updateEntity({ partitionKey, rowKey, data: `[${words.customer}]` }, 'Merge');
    }
  }
}
