// Named pages, and what the tests ask of one.
import type { Language } from '../../../shared/domain/association';
import { addDays } from '../../../shared/domain/time';
import { renderConsentPage } from '../../../shared/pages/consent-page';
import type { AskPage, ConsentPage, ExpiredPage } from '../../../shared/pages/page-kinds';
import { consentStatement } from '../../../shared/texts/statement';
import { anAssociation, anotherEngagement, consentDeadline } from '../../support/examples';
import { parse, visibleText, type Element } from '../texts/well-formed';

export const asked = anAssociation('consentRequested');
export const another = {
  ...asked,
  engagementId: anotherEngagement.id,
  engagement: { ...asked.engagement, name: anotherEngagement.name },
};
export const statement = consentStatement(asked, 'en');
export const anAskPage: AskPage = {
  kind: 'ask',
  request: { id: 'threat-protection.1', association: asked, statement },
  others: [],
  now: addDays(consentDeadline, -7),
  action: '/consent/token',
};
export const twoRequests: AskPage = {
  ...anAskPage,
  others: [
    { id: 'data-security.1', association: another, statement: consentStatement(another, 'en') },
  ],
};
export const expired: ExpiredPage = {
  kind: 'expired',
  association: anAssociation('consentExpired'),
  action: '/consent/token/interest',
  interestSent: false,
};

export function named(page: ConsentPage, name: string, language: Language = 'en'): Element[] {
  return parse(renderConsentPage(page, language)).filter(
    ({ attributes }) => attributes['name'] === name,
  );
}

export function textOf(page: ConsentPage, language: Language = 'en'): string {
  return visibleText(renderConsentPage(page, language));
}
