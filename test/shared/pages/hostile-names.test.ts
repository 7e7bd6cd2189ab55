import { renderConsentPage } from '../../../shared/pages/consent-page';
import type { ConsentPage } from '../../../shared/pages/page-kinds';
import { anAssociation, anotherPartner } from '../../support/examples';
import { parse, visibleText } from '../texts/well-formed';
import { anAskPage, asked, expired } from './page-examples';

describe('what people have typed', () => {
  const hostile = `"><script>alert('1')</script>&`;
  const request = asked.consentRequest;
  const poison = {
    customer: { ...asked.customer, name: hostile },
    partner: { ...asked.partner, name: hostile },
    engagement: { ...asked.engagement, name: hostile },
    consentRequest: {
      ...request,
      customerContact: { name: hostile, title: hostile, email: hostile },
      partnerContact: { name: hostile, company: hostile, email: hostile },
    },
  };
  const poisonedAsk = { ...asked, ...poison };
  const view = { id: hostile, association: poisonedAsk, statement: hostile };
  const { consent } = anAssociation('active');
  const poisoned: ConsentPage[] = [
    {
      ...anAskPage,
      request: view,
      others: [{ ...view, id: 'other' }],
      problem: { field: 'confirmed' },
      entered: { approverName: hostile, reason: `</textarea>${hostile}` },
      action: hostile,
    },
    {
      kind: 'approved',
      associations: [
        {
          ...anAssociation('active'),
          ...poison,
          consent: { ...consent, approverName: hostile, contactEmail: hostile, statement: hostile },
        },
      ],
    },
    {
      kind: 'declined',
      associations: [
        {
          ...anAssociation('declined'),
          ...poison,
          declinedBy: { kind: 'customer', name: hostile, email: hostile },
          declineReason: hostile,
        },
      ],
    },
    { ...expired, association: { ...anAssociation('consentExpired'), ...poison } },
    {
      kind: 'superseded',
      association: {
        ...anAssociation('superseded'),
        ...poison,
        winner: { partnerId: anotherPartner.id, name: hostile },
      },
    },
    { kind: 'canceled', association: { ...anAssociation('canceled'), ...poison } },
    { kind: 'replaced', association: poisonedAsk },
  ];

  it.each(poisoned)('stays text on the page "$kind"', (page) => {
    const document = renderConsentPage(page, 'fr');
    expect(parse(document).map(({ name }) => name)).not.toContain('script');
    expect(visibleText(document)).toContain(hostile);
  });
});
