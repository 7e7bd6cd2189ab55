// Every row of every release is read by this one, and what it does not know stays in the row when it is written back.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { anchor, association } from '../../shared/domain/association';
import {
  storedEngagement,
  storedPartner,
  storedProfile,
} from '../../shared/domain/stored-reference';
import { auditRow, knownRow, linkRow, outboxMail } from '../../shared/store/customer-rows';
import { dueRow } from '../../shared/store/due-store';
import { row, toEntity } from '../../shared/store/entity';
import { answerRow } from '../../shared/store/idempotency-store';
import { quotaRow, sentRow } from '../../shared/store/mail-store';
import { customerIdRow } from '../../shared/store/reference-store';
import { azuriteOfThisFile } from '../support/azurite';
import { storesOver } from '../support/tables';
import { ofLaterRelease } from './members';
import { writtenRows, type StoredExample, type StoredExamples } from './written-rows';

const connectionString = azuriteOfThisFile();

const schemas: Readonly<Record<string, z.ZodType>> = {
  anchor,
  association,
  known: knownRow,
  link: linkRow,
  mail: outboxMail,
  trail: auditRow,
  engagement: storedEngagement,
  partner: storedPartner,
  profile: storedProfile,
  tpid: customerIdRow,
  due: dueRow,
  quota: quotaRow,
  sent: sentRow,
  answer: answerRow,
};

const releases = readdirSync(__dirname).filter((name) => /^\d{4}-\d\d-\d\d$/.test(name));
const fileOf = (release: string, kind: string) => join(__dirname, release, `${kind}.json`);
const example = z.object({
  table: z.string(),
  partitionKey: z.string(),
  rowKey: z.string(),
  document: z.unknown(),
});
function examplesOf(release: string): StoredExamples {
  const kinds = readdirSync(join(__dirname, release)).map((name) => name.replace('.json', ''));
  return Object.fromEntries(
    kinds.map((kind) => {
      const text = readFileSync(fileOf(release, kind), 'utf8');
      return [kind, z.record(z.string(), example).parse(JSON.parse(text))];
    }),
  );
}

/** As it is stored again after it was read. */
function writtenBack(kind: string, { partitionKey, rowKey, document }: StoredExample): unknown {
  const schema = schemas[kind];
  if (schema === undefined) throw new Error(`no schema is named here for ${kind}`);
  const entity = toEntity(partitionKey, rowKey, schema, schema.parse(document));
  return JSON.parse(row.parse({ ...entity, etag: 'any' }).data);
}

describe.each(releases)('of the release of %s', (release) => {
  const examples = examplesOf(release);
  it('there is an example of every kind of row', () => {
    expect(Object.keys(examples).sort()).toEqual(Object.keys(schemas).sort());
  });

  const each = Object.entries(examples).flatMap(([kind, variants]) =>
    Object.entries(variants).map(([variant, stored]) => [kind, variant, stored] as const),
  );
  it.each(each)('%s %s is read, and written back as it was', (kind, _, stored) => {
    expect(writtenBack(kind, stored)).toEqual(stored.document);
  });
  it.each(each)('%s %s keeps what a later release has added', (kind, _, stored) => {
    const later = { ...stored, document: ofLaterRelease(stored.document) };
    expect(writtenBack(kind, later)).toEqual(later.document);
  });
});

it('this release writes rows as the newest examples are (README.md: how to add them)', async () => {
  const written = await writtenRows(connectionString(), storesOver(connectionString()));
  const adding = process.env['RELEASE'];
  if (adding !== undefined) {
    mkdirSync(join(__dirname, adding), { recursive: true });
    for (const [kind, examples] of Object.entries(written)) {
      writeFileSync(fileOf(adding, kind), `${JSON.stringify(examples, undefined, 2)}\n`);
    }
  }
  const newest = adding ?? releases.at(-1) ?? '';
  expect(written).toEqual(examplesOf(newest));
}, 120_000);
