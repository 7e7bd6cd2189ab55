// From what a partner types to the customer meant (R12–R14).
import { resolveCustomer } from '../../../shared/directory/resolve-customer';
import type { TenantDirectory } from '../../../shared/directory/tenant-directory';
import { tenantId, tpid } from '../../../shared/domain/ids';
import { customerProfile, type CustomerProfile } from '../../../shared/domain/reference';

const north = tenantId.parse('00001001-0000-4000-8000-000000001001');
const tailspin = tenantId.parse('00001005-0000-4000-8000-000000001005');
const tailspinJapan = tenantId.parse('00001006-0000-4000-8000-000000001006');
const stranger = tenantId.parse('0000ffff-0000-4000-8000-00000000ffff');

const domains: Record<string, typeof north> = {
  'northwind.example': north,
  'tailspintoys.example': tailspin,
  'stranger.example': stranger,
};
const directory: TenantDirectory = {
  find(name) {
    const id = domains[name] ?? Object.values(domains).find((each) => each === name);
    return Promise.resolve(id === undefined ? undefined : { id });
  },
};
const profiles = [profileOf(north, 'Northwind', '700100', 10), ...tailspins()];
const reference = {
  profile: (id: string) => Promise.resolve(profiles.find((each) => each.id === id)),
  profilesOfTpid: (hierarchy: string) =>
    Promise.resolve(profiles.filter((each) => each.tpid === hierarchy)),
};

function profileOf(id: typeof north, name: string, hierarchy: string, e3: number): CustomerProfile {
  return customerProfile.parse({ id, name, tenantId: id, tpid: hierarchy, licences: { e3 } });
}
function tailspins(): CustomerProfile[] {
  return [
    profileOf(tailspin, 'Tailspin', '700500', 5),
    profileOf(tailspinJapan, 'Tailspin Japan', '700500', 7),
  ];
}

function resolve(email: string, ids: { tenantId?: typeof north; tpid?: string } = {}) {
  const hierarchy = ids.tpid === undefined ? undefined : tpid.parse(ids.tpid);
  return resolveCustomer(
    { directory, reference },
    { email, tenantId: ids.tenantId, tpid: hierarchy },
  );
}

describe('the customer meant', () => {
  it('R12: is the tenant of the e-mail’s domain when no ID is given', async () => {
    expect(await resolve('a@northwind.example')).toMatchObject({
      profile: { id: north, name: 'Northwind' },
      isMismatch: false,
    });
  });

  it('R12: is a tenant of which no facts are on record, too', async () => {
    expect(await resolve('a@stranger.example')).toMatchObject({
      profile: { id: stranger, name: 'stranger.example', domains: ['stranger.example'] },
    });
  });

  it.each([
    ['a domain of nobody', 'a@nobody.example', {}],
    ['a tenant ID of nobody', 'a@northwind.example', { tenantId: tailspinJapan }],
    ['a TPID of nobody', 'a@northwind.example', { tpid: '999' }],
  ])('R13: is not found by %s', async (_, email, ids) => {
    expect(await resolve(email, ids)).toBeUndefined();
  });

  it('R14: is the tenant that was given, and matches the domain', async () => {
    expect(await resolve('a@northwind.example', { tenantId: north })).toMatchObject({
      profile: { id: north },
      isMismatch: false,
    });
  });

  it('R14: is the tenant that was given, also when the domain is another’s', async () => {
    expect(await resolve('a@tailspintoys.example', { tenantId: north })).toMatchObject({
      profile: { id: north },
      isMismatch: true,
    });
  });

  it('R14: is, for a TPID, the one of its tenants that the domain belongs to', async () => {
    expect(await resolve('a@tailspintoys.example', { tpid: '700500' })).toMatchObject({
      profile: { id: tailspin },
      isMismatch: false,
    });
  });

  it('R14: is, for a TPID with one tenant, that tenant, with a mismatch', async () => {
    expect(await resolve('a@tailspintoys.example', { tpid: '700100' })).toMatchObject({
      profile: { id: north },
      isMismatch: true,
    });
  });

  it('R14: is, for a TPID of which no tenant matches, the hierarchy with its facts added up', async () => {
    expect(await resolve('a@northwind.example', { tpid: '700500' })).toMatchObject({
      profile: { id: 'tpid-700500', licences: { e3: 12 } },
      isMismatch: true,
    });
  });
});
