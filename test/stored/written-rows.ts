// Has this release write a row of every kind and variant into real tables, and yields them as they are kept. What is drawn by chance is made the same each time.
import { execute } from '../../shared/changes/execute';
import type { Command, Step } from '../../shared/domain/commands';
import { customerId, keyOf, type AssociationKey } from '../../shared/domain/ids';
import { addDays, addSeconds } from '../../shared/domain/time';
import { outboxMail } from '../../shared/store/customer-rows';
import { sha256 } from '../../shared/store/keys';
import {
  addedAt,
  anotherPartner,
  answeredAt,
  askedAt,
  consentDeadline,
  deliveryDeadline,
  locationOf,
  resendableAt,
  submittedAt,
  theSystem,
} from '../support/examples';
import { dump, emptyTables, type Stores } from '../support/tables';
import { casts, type Cast } from './cast';

/** A row as it stands in its table; `document` is spread over properties there. */
export interface StoredExample {
  readonly table: string;
  readonly partitionKey: string;
  readonly rowKey: string;
  readonly document: unknown;
}

/** By kind of row, which is the name of the file, and by variant. */
export type StoredExamples = Record<string, Record<string, StoredExample>>;

export async function writtenRows(
  connectionString: string,
  stores: Stores,
): Promise<StoredExamples> {
  const examples: StoredExamples = {};
  for (const [name, cast] of Object.entries(casts)) {
    for (const [variant, life] of Object.entries(lives)) {
      await emptyTables(connectionString);
      await life(new Life(stores, cast));
      for (const [place, document] of await dump(stores.tables)) {
        const [table = '', partitionKey = '', rowKey = ''] = place.split('/');
        const kind = kindOf(table, partitionKey, rowKey);
        const example = { table, partitionKey, rowKey, document: withoutChance(document) };
        const ofKind = (examples[kind] ??= {});
        // What another life has written too is kept once.
        const isThere = Object.values(ofKind).some((other) => isSame(other, example));
        const many = Object.keys(ofKind).length;
        if (!isThere) ofKind[`${many + 1}: ${name}, ${variant}`] = example;
      }
    }
  }
  return examples;
}

const isSame = (a: object, b: object) => JSON.stringify(a) === JSON.stringify(b);

/** The read models have no examples, and no life here writes them: they are made again from the truth. */
function kindOf(table: string, partition: string, row: string): string {
  const kinds = Object.entries({
    'Customers/c_[^]*/A_': 'anchor',
    'Customers/c_[^]*/E_': 'association',
    'Customers/c_[^]*/K_': 'known',
    'Customers/c_[^]*/L_': 'link',
    'Customers/c_[^]*/O_': 'mail',
    'Customers/c_[^]*/T_': 'trail',
    'Customers/c_[^]*/U_': 'link',
    'ReferenceData/engagement/': 'engagement',
    'ReferenceData/partner/': 'partner',
    'ReferenceData/customer_': 'profile',
    'ReferenceData/tpid_': 'tpid',
    'DueAssociations/d_': 'due',
    'MailControl/quota/': 'quota',
    'MailControl/m_': 'sent',
    'IdempotentAnswers/i_': 'answer',
  });
  const place = `${table}/${partition}/${row}`;
  const kind = kinds.find(([begin]) => new RegExp(`^${begin}`).test(place))?.[1];
  if (kind === undefined) throw new Error(`a row of a kind that has no name here: ${place}`);
  return kind;
}

function withoutChance(document: unknown): unknown {
  const uuid = /"(opId|operationId)":"[0-9a-f-]{36}"/g;
  const text = JSON.stringify(document);
  return JSON.parse(text.replaceAll(uuid, '"$1":"00000000-0000-4000-8000-000000000000"'));
}

class Life {
  readonly key: AssociationKey;
  constructor(
    readonly stores: Stores,
    readonly cast: Cast,
  ) {
    const { profile, engagement, partner } = cast;
    this.key = {
      customerId: customerId.parse(profile.id),
      engagementId: engagement.id,
      partnerId: partner.id,
      attempt: 1,
    };
  }

  async run(command: Command): Promise<void> {
    const done = await execute(this.stores.customers, this.key.customerId, command);
    if (!done.ok) throw new Error(done.refusal.code);
  }
  step(step: Step, key: AssociationKey = this.key): Promise<void> {
    return this.run({ ...step, key });
  }
  byUser(request: string) {
    return { by: this.cast.user, request: sha256(request) };
  }
  get byCustomer() {
    const { name, email } = this.cast.customerContact;
    return { by: { kind: 'customer' as const, name, email }, contactVersion: 1 };
  }

  async open(type: 'addCustomer' | 'claimCustomer', partner = this.cast.partner): Promise<void> {
    const { engagement, profile } = this.cast;
    const isAdded = type === 'addCustomer';
    await this.run({
      ...this.byUser(type),
      type,
      at: addedAt,
      partner,
      locationId: locationOf(partner),
      engagements: [{ ...engagement, eligibleLocations: [locationOf(partner)] }],
      profile,
      ...(isAdded
        ? { email: this.cast.customerContact.email, domainMismatchReason: this.cast.line }
        : {}),
    });
  }
  async ask(key = this.key): Promise<void> {
    const { customerContact, partnerContact } = this.cast;
    const languages = { language: 'ja', partnerLanguage: 'sv' } as const;
    const asked = { customerContact, partnerContact, ...languages };
    await this.step(
      { ...this.byUser('triggerConsent'), type: 'triggerConsent', at: askedAt, ...asked },
      key,
    );
  }
  async approve(key = this.key): Promise<void> {
    const { approver, line } = this.cast;
    const answer = { approverName: approver, statement: `I may agree:\n${line}` };
    await this.step({ ...this.byCustomer, type: 'approve', at: answeredAt, ...answer }, key);
  }
  async settle(at: typeof addedAt): Promise<void> {
    await this.step({ type: 'settle', at, by: theSystem, marginSeconds: 0 });
  }
}

/** Each from the beginning, in tables of its own. */
const lives: Readonly<Record<string, (life: Life) => Promise<void>>> = {
  async associated(life) {
    await life.open('addCustomer');
  },
  async consentRequested(life) {
    await life.open('addCustomer');
    await life.ask();
    const { locator, outbox } = await life.stores.customers.load(life.key.customerId);
    const link = { key: keyOf(life.key), contactVersion: 1, issuedAt: askedAt };
    await life.stores.customers.addLink(locator, sha256('a link'), link);
    const [mail] = outbox;
    if (mail === undefined) throw new Error('there is no mail');
    const sent = { ...mail.value, state: 'accepted' as const, acceptedAt: askedAt };
    await life.stores.customers.updateMail(locator, mail, sent);
    await life.step({ ...life.byUser('resendConsent'), type: 'resendConsent', at: resendableAt });
    await life.settle(addDays(consentDeadline, -7));
  },
  ...mailFares(),
  async active(life) {
    await life.open('addCustomer');
    await life.ask();
    await life.approve();
  },
  async completed(life) {
    await life.open('addCustomer');
    await life.ask();
    await life.approve();
    const loaded = await life.stores.customers.load(life.key.customerId);
    await life.stores.customers.markListed(loaded, life.key.partnerId);
    const claimed = { claimId: 'WC-0123456789ABC', body: life.cast.claim };
    await life.step({
      ...life.byUser('submitWorkshopClaim'),
      type: 'submitWorkshopClaim',
      at: submittedAt,
      ...claimed,
    });
  },
  async declined(life) {
    await life.open('addCustomer');
    await life.ask();
    await life.step({ ...life.byCustomer, type: 'decline', at: answeredAt });
  },
  async consentExpired(life) {
    await life.open('addCustomer');
    await life.ask();
    await life.settle(consentDeadline);
    const late = addSeconds(consentDeadline, 60);
    await life.step({ ...life.byCustomer, type: 'showInterest', at: late });
  },
  async superseded(life) {
    const rival = { ...life.key, partnerId: anotherPartner.id };
    await life.open('addCustomer');
    await life.open('addCustomer', anotherPartner);
    await life.ask(rival);
    await life.approve(rival);
    await life.settle(answeredAt);
  },
  async deliveryExpired(life) {
    await life.open('addCustomer');
    await life.ask();
    await life.approve();
    await life.settle(deliveryDeadline);
  },
  async canceled(life) {
    await life.open('addCustomer');
    await life.ask();
    await life.approve();
    const at = submittedAt;
    await life.step({ ...life.byUser('cancel'), type: 'cancel', at, reason: life.cast.line });
  },
  async claimed(life) {
    const loaded = await life.stores.customers.load(life.key.customerId);
    const changes = { associations: [], anchors: [], newlyKnownBy: [life.key.partnerId] };
    await life.stores.customers.commit(loaded, changes);
    await life.open('claimCustomer');
    await life.step({
      ...life.byUser('cancel'),
      type: 'cancel',
      at: askedAt,
      reason: life.cast.line,
    });
  },
  async beside({ stores, cast, key }) {
    await stores.reference.putEngagement(cast.engagement);
    await stores.reference.putPartner(cast.partner);
    await stores.reference.putProfile(cast.profile);
    await stores.due.file({ key, at: addedAt, purpose: 'watch' });
    await stores.due.file({ key, at: addDays(addedAt, 60), purpose: 'cleanUp' });
    await stores.mails.takeSlot(askedAt);
    await stores.mails.blockUntil(resendableAt);
    const { locator } = await stores.customers.load(key.customerId);
    const sent = { locator, rowKey: `O_${key.engagementId}` };
    await stores.mails.noteSent('00000000-0000-4000-8000-000000000000', sent);
    const request = { owner: key.partnerId, key: sha256('a key') };
    await stores.idempotency.begin({ ...request, key: sha256('another') }, sha256('b'), addedAt);
    await stores.idempotency.keep(request, sha256('a body'), addedAt, {
      status: 201,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ message: cast.line }),
    });
  },
};

/** One mail in each state, with what goes with it. */
function mailFares(): typeof lives {
  const at = askedAt;
  const said = { acceptedAt: at, reportedAt: at, detail: 'said the other system' };
  const fares = {
    pending: { notBefore: at },
    delivered: { acceptedAt: at, reportedAt: at },
    bounced: said,
    rejected: { detail: said.detail },
    dropped: {},
  };
  return Object.fromEntries(
    Object.entries(fares).map(([state, more]) => [
      state,
      async (life: Life) => {
        await life.open('addCustomer');
        await life.ask();
        const { locator, outbox } = await life.stores.customers.load(life.key.customerId);
        const [mail] = outbox;
        if (mail === undefined) throw new Error('there is no mail');
        const fared = { ...mail.value, state, ...more };
        await life.stores.customers.updateMail(locator, mail, outboxMail.parse(fared));
      },
    ]),
  );
}
