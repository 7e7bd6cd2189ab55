// Rows as stored: documents of any length that a row may have, whole characters, and nothing that can't be read again.
import * as z from 'zod';
import { partner, type Partner } from '../../../shared/domain/reference';
import { RowTooLarge, toEntity } from '../../../shared/store/entity';
import { azuriteOfThisFile } from '../../support/azurite';
import { addedAt, anAssociation, aPartner, aCustomerId } from '../../support/examples';
import { dump, emptyTables, storesOver, type Stores } from '../../support/tables';

const connectionString = azuriteOfThisFile();
let stores: Stores;
beforeEach(async () => {
  await emptyTables(connectionString());
  stores = storesOver(connectionString());
});

const documentOf = (length: number) => 'x'.repeat(length - 2);
const namesOf = (length: number) =>
  Object.keys(toEntity('p', 'r', z.string(), documentOf(length))).slice(2);

/** A partner whose document takes several properties; `name` shifts where they end. */
function withEmoji(name: string): Partner {
  const locations = Array.from({ length: 500 }, (_, n) => ({
    id: String(10_000 + n),
    name: '😀'.repeat(60),
    country: 'SE',
    enrolledInMci: true,
  }));
  return partner.parse({ ...aPartner, name, locations });
}

describe('a document', () => {
  it.each([
    [32_000, ['data']],
    [32_001, ['data', 'data1']],
    [64_000, ['data', 'data1']],
  ])('of %d characters is spread over %j', (length, names) => {
    expect(namesOf(length)).toEqual(names);
  });

  it('larger than a row may be is refused before it is sent', () => {
    expect(namesOf(14 * 32_000)).toHaveLength(14);
    expect(() => namesOf(14 * 32_000 + 1)).toThrow(RowTooLarge);
  });

  it.each(['A', 'AA'])('is cut between characters only, wherever that falls: %s', async (name) => {
    const value = withEmoji(name);
    const pieces = Object.values(toEntity('p', 'r', partner, value));

    await stores.reference.putPartner(value);

    expect(pieces.length).toBeGreaterThan(4);
    expect(pieces.filter((piece) => /\p{Cs}/u.test(String(piece)))).toEqual([]);
    expect(await stores.reference.partner(value.id)).toEqual(value);
  });

  it('of the first release, in one property, is read', async () => {
    await stores.tables.reference.createEntity({
      partitionKey: 'partner',
      rowKey: aPartner.id,
      data: JSON.stringify(aPartner),
    });

    expect(await stores.reference.partner(aPartner.id)).toEqual(aPartner);
  });

  it('that becomes smaller leaves nothing of the larger one', async () => {
    await stores.reference.putPartner(withEmoji('A'));
    await stores.reference.putPartner(aPartner);

    expect(await stores.reference.partner(aPartner.id)).toEqual(aPartner);
    const stored = await stores.tables.reference.getEntity('partner', aPartner.id);
    expect(Object.keys(stored).filter((name) => name.startsWith('data'))).toEqual(['data']);
  });
});

describe('what could not be read again is not written', () => {
  const tooMany = { ...anAssociation('associated'), attempt: 10_000 };

  it('as a row of its own', async () => {
    const file = stores.due.file({ key: tooMany, at: addedAt, purpose: 'watch' });

    await expect(file).rejects.toThrow('could not be read again');
    expect((await dump(stores.tables)).size).toBe(0);
  });

  it('as one of several of a transaction, and none of the others is', async () => {
    const entry = { at: addedAt, by: tooMany.addedBy, version: 1, to: tooMany.status };
    const entries = [{ ...entry, transition: 'addCustomer' as const, from: undefined }];
    const change = { before: undefined, after: tooMany, mails: [], entries };
    const loaded = await stores.customers.load(aCustomerId);

    const commit = stores.customers.commit(loaded, {
      associations: [change],
      anchors: [],
      newlyKnownBy: [aPartner.id],
    });

    await expect(commit).rejects.toThrow('could not be read again');
    expect((await dump(stores.tables)).size).toBe(0);
  });

  it('as a row of a page', async () => {
    const seat = { partner: aPartner.id, engagement: tooMany.engagementId, customer: aCustomerId };
    const place = await stores.pages.readPlace(seat);
    const pair = { own: tooMany, isKnown: false };
    const entry = {
      customer: { id: aCustomerId, name: 'Northwind' },
      pair,
      completions: 0,
      unmet: [],
    };
    const nowhere = {
      list: undefined,
      deadline: undefined,
      changesAt: undefined,
      action: undefined,
    };
    const move = stores.pages.move([{ place, entry, placement: nowhere, stamp: 1 }]);

    await expect(move).rejects.toThrow('could not be read again');
    expect((await dump(stores.tables)).size).toBe(0);
  });
});
