// Who may import reference data, and what an import may not take away: over HTTP and by `npm run import`.
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dist } from '../support/dist';
import { App, contoso, fabrikam, operator, type Answered, type Asked } from './support/app';
import { imported } from './support/import';

jest.setTimeout(60_000);
const app = new App();
beforeAll(() => app.start());
afterAll(() => app.stop());

const aStranger = (tenantIds: string[], locationId: string) => ({
  id: `stranger-${randomUUID().slice(0, 8)}`,
  name: 'A stranger',
  contact: { name: 'Desk', email: 'desk@stranger.example' },
  tenantIds,
  locations: [{ id: locationId, name: 'Away', country: 'SE', enrolledInMci: true }],
});
const post = (asked: Asked): Promise<Answered> =>
  app.call('POST', '/api/admin/reference-data', asked);
/** Which partner's locations a tenant's user is shown. */
const locationsOf = async (tenant: string) => {
  const path = '/api/engagements/threat-protection-workshop/locations';
  return app.call('GET', path, { tenant });
};

describe('an import', () => {
  const own = randomUUID();
  const body = { partners: [aStranger([own], '4990001')] };

  it.each<[string, Asked]>([
    [
      'another tenant’s application, whatever role that tenant gave it',
      { ...operator, tenant: own },
    ],
    ['a partner’s application', { ...operator, tenant: contoso }],
    ['a user of the operator’s, even with the role', { ...operator, kind: 'user' }],
    ['the operator’s application with another role', { ...operator, roles: ['Incentives.Admin'] }],
    ['the operator’s application without a role', { ...operator, roles: [] }],
  ])('by %s is refused with 403, and makes nobody a partner', async (_, asked) => {
    expect((await post({ ...asked, body })).status).toBe(403);
    expect((await locationsOf(own)).status).toBe(403);
  });

  it('by the operator’s application is taken', async () => {
    const taken = await post({ ...operator, body });
    expect(taken.status).toBe(202);
    await imported(app, taken);
    expect((await locationsOf(own)).status).toBe(200);
  });
});

describe('R1: an application, with whatever role, is no partner’s user', () => {
  it.each(['Incentives.Admin', 'Incentives.User'])('%s: 403', async (role) => {
    const asked = { roles: [role], kind: 'application' } as const;
    expect((await app.call('GET', '/api/engagements', asked)).status).toBe(403);
  });
});

describe('a partner’s tenant or location in another partner’s entry', () => {
  const body = { partners: [aStranger([randomUUID(), contoso], '4200001')] };

  it('is 409 with each path, and nobody’s account changes', async () => {
    const before = await Promise.all([locationsOf(contoso), locationsOf(fabrikam)]);
    const answer = await post({ ...operator, body });
    expect(answer.status).toBe(409);
    expect(answer.json).toMatchObject({
      type: 'urn:mci-engagement-customers:problem:taken',
      errors: [
        { path: 'partners.0.locations.0.id', message: '4200001 is of fabrikam-services already' },
        {
          path: 'partners.0.tenantIds.1',
          message: `${contoso} acts for contoso-consulting already`,
        },
      ],
    });
    const after = await Promise.all([locationsOf(contoso), locationsOf(fabrikam)]);
    expect(after.map(({ text }) => text)).toEqual(before.map(({ text }) => text));
  });

  it('is refused by `npm run import` too, which names the paths and ends with an error', () => {
    const file = join(app.folder, 'greedy.json');
    writeFileSync(file, JSON.stringify(body));
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      [join(dist, 'functions', 'import-reference-data.js'), file],
      { env: { ...process.env, TABLES_CONNECTION_STRING: app.at.tables }, encoding: 'utf8' },
    );
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(
      `partners.0.tenantIds.1: ${contoso} acts for contoso-consulting already`,
    );
    expect(stderr).toContain('nothing was changed');
  });
});
