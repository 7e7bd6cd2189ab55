// A file as an import: named by what it says, cut into chunks that fit their rows.
import { planOf } from '../../../shared/changes/import-plan';
import { referenceData } from '../../../shared/changes/reference-data';
import { customerProfile } from '../../../shared/domain/reference';
import { toEntity } from '../../../shared/store/entity';
import { importChunk } from '../../../shared/store/import-rows';
import {
  aCustomerId,
  aCustomerProfile,
  anEngagement,
  anotherEngagement,
  anotherPartner,
  aPartner,
} from '../../support/examples';
import { aLargeEngagement, aLargePartner, aLargeProfile, quotes } from '../../support/largest';

const at = '2025-05-01T00:00:00.000Z';
const aFile = {
  engagements: [anEngagement, anotherEngagement],
  partners: [aPartner, anotherPartner],
  customers: [aCustomerProfile],
};
const idOf = (file: unknown) => planOf(referenceData.parse(file)).importId;
const customersOf = (count: number) =>
  Array.from({ length: count }, (_, n) => {
    const tenantId = `00000000-0000-4000-9000-${String(n).padStart(12, '0')}`;
    return { id: tenantId, tenantId, name: `Customer ${n}` };
  });

describe('the name of an import', () => {
  it('is the same for the same file, however it is written', () => {
    const { id, ...others } = aPartner;
    const reordered = { partners: [{ ...others, id }, anotherPartner] };

    expect(idOf(reordered)).toBe(idOf({ partners: [aPartner, anotherPartner], customers: [] }));
  });

  it('is another for another file', () => {
    const renamed = { ...aPartner, name: 'Renamed' };

    expect(idOf({ partners: [renamed] })).not.toBe(idOf({ partners: [aPartner] }));
  });
});

describe('its chunks', () => {
  it('have engagements first, then partners, facts, and histories: each needs those before', () => {
    const { chunks, total } = planOf(referenceData.parse(aFile));

    expect(chunks.map(({ kind }) => kind)).toEqual([
      'engagements',
      'partners',
      'profiles',
      'histories',
    ]);
    expect(total).toBe(6);
  });

  it('have one history of each customer that the file mentions, with each partner once', () => {
    const stranger = customersOf(1)[0]?.id;
    const history = {
      consents: [aPartner, anotherPartner, aPartner].map(({ id: partnerId }) => {
        return { partnerId, customerId: aCustomerId, at };
      }),
      completions: [
        {
          ...{ customerId: stranger, engagementId: anEngagement.id, at },
          ...{ partnerId: 'elsewhere', partnerName: 'Elsewhere' },
        },
      ],
    };

    const { chunks } = planOf(referenceData.parse({ customers: [aCustomerProfile], history }));

    expect(chunks.find(({ kind }) => kind === 'histories')?.records).toEqual([
      { id: aCustomerId, knownBy: [aPartner.id, anotherPartner.id], completed: [] },
      { id: stranger, knownBy: [], completed: [expect.objectContaining({ state: 'completed' })] },
    ]);
  });

  it('hold 500 records at most', () => {
    const { chunks } = planOf(referenceData.parse({ customers: customersOf(1001) }));

    expect(chunks.map(({ records }) => records.length)).toEqual([500, 500, 1, 500, 500, 1]);
  });

  it('fit their rows, also with the largest records', () => {
    const profiles = customersOf(3).map((own) => ({ ...aLargeProfile, ...own }));
    const longId = (n: number) => `p${String(n).padStart(39, 'x')}`;
    const { id: customerId } = customerProfile.parse(aLargeProfile);
    const history = {
      consents: Array.from({ length: 3000 }, (_, n) => ({ customerId, partnerId: longId(n), at })),
      completions: Array.from({ length: 500 }, (_, n) => ({
        ...{ customerId, engagementId: longId(n), partnerId: longId(n), at },
        partnerName: quotes(120),
      })),
    };
    const { chunks } = planOf(
      referenceData.parse({
        engagements: [aLargeEngagement],
        partners: [aLargePartner],
        customers: profiles,
        history,
      }),
    );

    expect(chunks.map(({ kind }) => kind)).toContain('histories');
    for (const chunk of chunks) {
      expect(() => toEntity('import_x', '000000', importChunk, chunk)).not.toThrow();
    }
  });
});

it('is made of 100,000 customers in seconds, checks included: each list is gone through once', () => {
  const customers = customersOf(100_000);
  const consents = customers.map(({ id: customerId }) => ({ partnerId: 'p', customerId, at }));
  const file = { customers, history: { consents } };
  const began = performance.now();

  const { total } = planOf(referenceData.parse(file));

  expect(total).toBe(200_000);
  expect(performance.now() - began).toBeLessThan(15_000);
});
