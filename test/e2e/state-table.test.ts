// The table "One association's states" of domain.md, row by row: what the page shows, and that exactly the actions it
// offers succeed (R5, R7, R8; invariants 4 and 8).
import { App, fabrikam, type Answered } from './support/app';
import { known } from './support/known';
import { Pair } from './support/pair';

jest.setTimeout(120_000);
const app = new App();

const rival = { tenant: fabrikam };
const actions = {
  claimCustomer: (pair: Pair) => pair.claim(),
  triggerCustomerConsent: (pair: Pair) => pair.trigger(),
  resendCustomerConsent: (pair: Pair) => pair.resend(),
  submitWorkshopClaim: (pair: Pair) => pair.submit(),
  viewWorkshopClaim: (pair: Pair) => app.call('GET', pair.path('/workshop-claim')),
  cancel: (pair: Pair) => pair.cancel(),
};
type Action = keyof typeof actions;
const isAction = (name: string): name is Action => name in actions;
const allActions = Object.keys(actions).filter(isAction);

const added = async (): Promise<Pair> => {
  const pair = await Pair.create(app);
  await pair.add();
  return pair;
};
const claimed = async (): Promise<Pair> => {
  const pair = await known(await Pair.create(app));
  await pair.claim();
  return pair;
};
async function asked(open = added): Promise<Pair> {
  const pair = await open();
  await pair.trigger();
  await pair.link();
  return pair;
}
async function answered(decision: 'approve' | 'decline', open = added): Promise<Pair> {
  const pair = await asked(open);
  await pair.answer(await pair.link(), decision);
  return pair;
}
async function canceled(open = added): Promise<Pair> {
  const pair = await open();
  await pair.cancel();
  return pair;
}
async function completed(): Promise<Pair> {
  const pair = await answered('approve');
  await pair.submit();
  return pair;
}
async function superseded(): Promise<Pair> {
  const pair = await added();
  const contact = `other@${pair.domain}`;
  await pair.add(rival);
  await pair.trigger(rival, { customerContact: { name: 'Olle Other', email: contact } });
  await pair.answer(await pair.link(0, contact), 'approve');
  return pair;
}

/** Those that time makes: all begun first, then one jump of the clock for all. */
const aged: { expired?: Pair; expiredClaim?: Pair; undelivered?: Pair; resendable: Pair[] } = {
  resendable: [],
};
beforeAll(async () => {
  await app.start();
  aged.expired = await asked();
  aged.expiredClaim = await asked(claimed);
  aged.undelivered = await answered('approve');
  await app.advance('P90D');
  aged.resendable = [await asked(), await asked()];
  await app.advance('P1D');
});
afterAll(() => app.stop());

const there = (pair: Pair | undefined): Promise<Pair> =>
  pair === undefined ? Promise.reject(new Error('was not made')) : Promise.resolve(pair);

const knownRow = { tab: 'eligible', type: 'not started', status: { text: '–' } };
const openRow = (type: string, daysLeft: number) => ({
  tab: 'eligible',
  type,
  status: { text: `${daysLeft} days left`, daysLeft },
});
const superseding = {
  tab: 'ineligible',
  type: null,
  status: { text: expect.stringContaining('consent to another partner') as string },
};

const table: [string, () => Promise<Pair>, object | undefined, Action[]][] = [
  ['known', async () => known(await Pair.create(app)), knownRow, ['claimCustomer']],
  ['associated, added', added, openRow('not started', 30), ['triggerCustomerConsent', 'cancel']],
  [
    'associated, claimed',
    claimed,
    openRow('not started', 30),
    ['triggerCustomerConsent', 'cancel'],
  ],
  ['consentRequested, just now', () => asked(), openRow('not started', 30), ['cancel']],
  [
    'consentRequested, 24 hours ago',
    () => there(aged.resendable.pop()),
    openRow('not started', 29),
    ['resendCustomerConsent', 'cancel'],
  ],
  ['active', () => answered('approve'), openRow('active', 90), ['submitWorkshopClaim', 'cancel']],
  [
    'completed',
    completed,
    { tab: 'complete', type: null, status: { text: 'Submitted' } },
    ['viewWorkshopClaim'],
  ],
  ['declined, added', () => answered('decline'), undefined, []],
  ['declined, claimed', () => answered('decline', claimed), knownRow, ['claimCustomer']],
  ['consentExpired, added', () => there(aged.expired), undefined, []],
  ['consentExpired, claimed', () => there(aged.expiredClaim), knownRow, ['claimCustomer']],
  ['canceled, added', () => canceled(), undefined, []],
  ['canceled, claimed', () => canceled(claimed), knownRow, ['claimCustomer']],
  ['superseded', superseded, superseding, []],
  ['deliveryExpired', () => there(aged.undelivered), knownRow, ['claimCustomer']],
];

const historyOf = async (pair: Pair): Promise<Answered['json']> =>
  (await app.call('GET', pair.path('/history'))).json;

describe.each(table)('R8: in the state %s', (_, make, expected, offered) => {
  let pair: Pair;
  beforeAll(async () => {
    pair = await make();
  });

  it('the row has its tab, type, status and actions', async () => {
    const row = await pair.row();
    if (expected === undefined) expect(row).toBeUndefined();
    else expect(row).toMatchObject({ ...expected, actions: offered });
  });

  it('every action that is not offered is refused and changes nothing', async () => {
    const before = await historyOf(pair);
    for (const action of allActions.filter((each) => !offered.includes(each))) {
      const { status } = await actions[action](pair);
      expect([action, Math.floor(status / 100)]).toEqual([action, 4]);
    }
    expect(await historyOf(pair)).toEqual(before);
  });

  it('every action that is offered succeeds', async () => {
    let fresh: Pair | undefined = pair;
    for (const action of offered) {
      const { status } = await actions[action](fresh ?? (await make()));
      expect([action, Math.floor(status / 100)]).toEqual([action, 2]);
      fresh = undefined;
    }
  });
});
