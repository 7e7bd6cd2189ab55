import { language as languages } from '../../../shared/domain/association';
import { tenantId, tpid } from '../../../shared/domain/ids';
import { consentStatement } from '../../../shared/texts/statement';
import { anAssociation, aCustomerContact, addedAt } from '../../support/examples';

const asked = anAssociation('consentRequested');

describe('the statement that a customer agrees to', () => {
  it('reads in English exactly so', () => {
    expect(consentStatement(asked, 'en')).toBe(
      [
        'On behalf of Adventure Works, I agree to the following:',
        '1. Adventure Works takes part in the workshop “Threat Protection Envisioning Workshop”, delivered by Fabrikam.',
        '2. Fabrikam reports its participation in this workshop to Microsoft under Microsoft Commerce Incentives, a program through which Microsoft may pay partners for delivering workshops.',
        '3. For this purpose, Fabrikam shares with Microsoft the name of Adventure Works, its Microsoft tenant (c0ffee00-0000-4000-8000-000000000001), the contact for this request (Carl Quist, carl@aw.example) and the result of the workshop.',
        '4. This consent is exclusive: for this workshop, Adventure Works agrees with Fabrikam and with no other partner.',
        '5. Fabrikam may deliver the workshop and submit the workshop claim, its request for payment to Microsoft, within 90 days of the time at which this consent is recorded. If no workshop claim has been submitted by then, the exclusivity ends.',
      ].join('\n'),
    );
  });

  it.each(languages.options)(
    'names in %s who, what, with whom, what is shared and for how long',
    (language) => {
      const statement = consentStatement(asked, language);
      for (const named of [
        asked.customer.name,
        asked.partner.name,
        asked.engagement.name,
        'Microsoft Commerce Incentives',
        asked.customerId,
        aCustomerContact.name,
        aCustomerContact.email,
        '90',
      ]) {
        expect(statement).toContain(named);
      }
      expect(statement.split('\n')).toHaveLength(6);
    },
  );

  it('does not change with reminders, deadlines or other dates', () => {
    const reminded = {
      ...asked,
      version: 9,
      consentDeadline: addedAt,
      remindersDone: ['consent-7'],
      consentRequest: { ...asked.consentRequest, resends: 3, lastSentAt: addedAt },
    };
    expect(consentStatement(reminded, 'sv')).toBe(consentStatement(asked, 'sv'));
  });

  it('is still the same after the answer', () => {
    expect(consentStatement(anAssociation('active'), 'de')).toBe(consentStatement(asked, 'de'));
  });

  it('names the tenant where it is known, else the TPID', () => {
    const tenant = 'dddddddd-0000-4000-8000-000000000009';
    const withTenant = {
      ...asked,
      customer: { ...asked.customer, tenantId: tenantId.parse(tenant) },
    };
    const withTpid = anAssociation('consentRequested');
    expect(consentStatement(withTenant, 'en')).toContain(`(${tenant})`);
    expect(
      consentStatement(
        { ...withTpid, customer: { ...withTpid.customer, tpid: tpid.parse('7001234') } },
        'en',
      ),
    ).toContain('(TPID 7001234)');
  });
});
