// Which association of a customer a step reaches, and what is written with it.
import type { Association } from '../../../shared/domain/association';
import { decide } from '../../../shared/domain/decide';
import { addDays } from '../../../shared/domain/time';
import {
  aCustomer,
  anAddCommand,
  anAssociation,
  answeredAt,
  aThirdPartner,
  consentDeadline,
  msAfter,
  resendableAt,
  stepsAt,
} from '../../support/examples';
import { apply } from './support/apply';

const asked = anAssociation('consentRequested');
const customer = aCustomer({ associations: [asked] });
const { cancel } = stepsAt(answeredAt);

describe('a step for one customer', () => {
  it.each([
    ['there is no such association', { ...asked, partnerId: aThirdPartner.id }],
    ['there is no such attempt', { ...asked, attempt: 2 }],
  ])('is refused when %s', (_, key) => {
    expect(decide(customer, { ...cancel, key })).toEqual({
      ok: false,
      refusal: { code: 'not-found' },
    });
  });

  it('goes to the attempt it names: a late interest in an old one leaves the new one alone', () => {
    const current: Association = { ...anAssociation('associated'), attempt: 2 };
    const old = anAssociation('consentExpired');

    const outcome = decide(aCustomer({ associations: [old, current] }), {
      ...stepsAt(consentDeadline).showInterest,
      key: { ...old, attempt: 1 },
    });

    expect(outcome).toMatchObject({ ok: true, changes: { associations: [{ before: old }] } });
  });

  it('is refused as stale when the caller has seen another state than the present one', () => {
    const seen = (version: number, attempt = 1) =>
      decide(customer, { ...cancel, key: asked, seen: [{ attempt, version }] });
    const stale = { ok: false, refusal: { code: 'stale', attempt: 1, version: 2 } };

    expect(seen(2).ok).toBe(true);
    expect(seen(1)).toEqual(stale);
    expect(seen(2, 2)).toEqual(stale);
  });

  it('R24: records the expiry and the late interest as two entries of one write', () => {
    const outcome = decide(customer, {
      ...stepsAt(msAfter(consentDeadline, 1)).showInterest,
      key: asked,
    });
    const written = outcome.ok ? outcome.changes.associations : [];

    expect(written).toHaveLength(1);
    expect(written[0]?.before).toBe(asked);
    expect(written[0]?.entries).toMatchObject([
      { transition: 'expireConsent', from: 'consentRequested', to: 'consentExpired', version: 3 },
      { transition: 'showInterest', from: 'consentExpired', to: 'consentExpired', version: 4 },
    ]);
    expect(written[0]?.mails.map(({ kind }) => kind)).toEqual(['consentExpired', 'lateInterest']);
  });
});

describe('a request that is repeated', () => {
  const nothing = { associations: [], anchors: [], newlyKnownBy: [] };
  const once = { ...stepsAt(resendableAt).resendConsent, request: 'r-1', key: asked };
  const first = decide(customer, once);
  const written = first.ok ? apply(customer, first.changes) : customer;

  it('is answered as done and changes nothing, whatever state the caller has seen', () => {
    const again = { ...once, seen: [{ attempt: 1, version: 2 }] };

    expect(first).toMatchObject({ changes: { associations: [{ after: { version: 3 } }] } });
    expect(decide(written, again)).toEqual({ ok: true, changes: nothing });
  });

  it('is known again after a reminder has been sent', () => {
    const remind = { ...stepsAt(addDays(consentDeadline, -7)).settle, key: asked };
    const reminded = decide(written, remind);
    const later = reminded.ok ? apply(written, reminded.changes) : written;

    expect(reminded.ok).toBe(true);
    expect(decide(later, once)).toEqual({ ok: true, changes: nothing });
  });

  it('is not one with another name: that is decided anew', () => {
    expect(decide(written, { ...once, request: 'r-2' })).toMatchObject({
      ok: false,
      refusal: { code: 'resend-too-soon' },
    });
  });

  it('R16: opens nothing a second time; without a name it is refused', () => {
    const add = { ...anAddCommand, request: 'r-1' };
    const opened = decide(aCustomer(), add);
    const added = opened.ok ? apply(aCustomer(), opened.changes) : aCustomer();

    expect(added.associations).toHaveLength(1);
    expect(decide(added, add)).toEqual({ ok: true, changes: nothing });
    expect(decide(added, anAddCommand)).toMatchObject({
      refusal: { refused: [{ refusal: { code: 'already-open' } }] },
    });
  });
});
