// What one consent link can answer: its own request, and those of the same partner to the same contact. No other.
import { linkTarget } from '../../../../functions/http/consent/link-target';
import type { Association } from '../../../../shared/domain/association';
import { newConsentToken } from '../../../../shared/store/consent-link';
import type { LoadedCustomer } from '../../../../shared/store/customer-rows';
import { keyOf } from '../../../../shared/domain/ids';
import { locatorOf } from '../../../../shared/store/keys';
import {
  aCustomer,
  aCustomerContact,
  aCustomerId,
  anAssociation,
  anotherCustomerContact,
  anotherEngagement,
  anotherPartner,
  answeredAt,
  askedAt,
  ofPartner,
} from '../../../support/examples';

const asked = anAssociation('consentRequested');
/** The same partner, contact and customer; another workshop. */
const another = { ...asked, engagementId: anotherEngagement.id };

/** What the link of `asked` can answer beside further associations of the customer. */
async function answerable(...others: readonly Association[]): Promise<readonly Association[]> {
  const locator = locatorOf(aCustomerId);
  const { token, hash } = newConsentToken(locator);
  const loaded: LoadedCustomer = {
    locator,
    customer: aCustomer({ associations: [...others, asked] }),
    rows: [],
    etags: new Map(),
    unlisted: [],
    outbox: [],
  };
  const link = { key: keyOf(asked), contactVersion: 1, issuedAt: askedAt };
  const customers = {
    loadByLocator: () => Promise.resolve(loaded),
    readLink: (_: string, tokenHash: string) =>
      Promise.resolve(tokenHash === hash ? link : undefined),
  };
  return (await linkTarget({ customers }, token, answeredAt))?.answerable ?? [];
}

function to(contact: typeof anotherCustomerContact): typeof another {
  return {
    ...another,
    consentRequest: { ...another.consentRequest, customerContact: contact },
  };
}

it('answers its own request, once', async () => {
  expect(await answerable()).toEqual([asked]);
});

it('answers the partner’s other open requests to the same contact too, its own first', async () => {
  expect(await answerable(another)).toEqual([asked, another]);
});

it('knows the contact in other capitals', async () => {
  const shouted = to({ ...aCustomerContact, email: aCustomerContact.email.toUpperCase() });

  expect(await answerable(shouted)).toEqual([asked, shouted]);
});

it('never answers what was mailed to another contact', async () => {
  expect(await answerable(to(anotherCustomerContact))).toEqual([asked]);
});

it('never answers what another partner has mailed to the same contact', async () => {
  expect(await answerable(ofPartner(another, anotherPartner))).toEqual([asked]);
});

it.each(['associated', 'declined', 'canceled', 'active'] as const)(
  'does not answer a workshop that is %s',
  async (status) => {
    const other = { ...anAssociation(status), engagementId: anotherEngagement.id };

    expect(await answerable(other)).toEqual([asked]);
  },
);
