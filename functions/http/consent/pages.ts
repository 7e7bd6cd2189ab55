// The page that a link shows in each of its states.
import type { HttpResponseInit, HttpRequest } from '@azure/functions';
import {
  spoken,
  type Association,
  type AssociationOf,
  type Language,
} from '../../../shared/domain/association';
import { requestOf } from '../../../shared/domain/mail';
import type { Refusal } from '../../../shared/domain/refusal';
import type { Instant } from '../../../shared/domain/time';
import {
  pageHeaders,
  preferredLanguage,
  renderConsentPage,
} from '../../../shared/pages/consent-page';
import type { ConsentPage, ConsentRequestView } from '../../../shared/pages/consent-page';
import { consentStatement } from '../../../shared/texts/statement';
import type { LinkTarget } from './link-target';

type AskPage = Extract<ConsentPage, { kind: 'ask' }>;

export function page(status: number, content: ConsentPage, language: Language): HttpResponseInit {
  return { status, headers: pageHeaders, body: renderConsentPage(content, language) };
}

export function languageOf(request: HttpRequest, association?: Association): Language {
  const asked = association && requestOf(association)?.language;
  if (asked !== undefined) return spoken(asked);
  return preferredLanguage(request.headers.get('accept-language') ?? undefined);
}

/** The form; `status` 400 with what is missing. */
export function askPage(
  token: string,
  [asked, ...others]: readonly AssociationOf<'consentRequested'>[],
  now: Instant,
  corrections: Pick<AskPage, 'problem' | 'entered'> = {},
): ConsentPage {
  if (asked === undefined) throw new Error('there is nothing to ask');
  const action = `/consent/${token}`;
  const views = others.map(viewOf);
  return { kind: 'ask', request: viewOf(asked), others: views, now, action, ...corrections };
}

/** What a link shows that can't be answered, or has been answered. */
export function refusedPage(
  token: string,
  { association }: Pick<LinkTarget, 'association'>,
  refusal: Refusal,
): { status: number; content: ConsentPage } {
  if (refusal.code === 'already-answered') {
    const kind = refusal.answer === 'approved' ? 'approved' : 'declined';
    return { status: 200, content: { kind, associations: [association] } };
  }
  if (refusal.code === 'consent-expired') {
    return { status: 410, content: expiredPage(token, association) };
  }
  const kind = endedPages[refusal.code];
  return kind === undefined
    ? { status: 404, content: { kind: 'unknown' } }
    : { status: 410, content: { kind, association } };
}

const endedPages: Partial<Record<Refusal['code'], 'superseded' | 'canceled' | 'replaced'>> = {
  superseded: 'superseded',
  canceled: 'canceled',
  'link-replaced': 'replaced',
};

/** R24. */
export function expiredPage(token: string, association: Association): ConsentPage {
  const interestSent =
    association.status === 'consentExpired' && association.lateInterestAt !== undefined;
  return { kind: 'expired', association, action: `/consent/${token}/interest`, interestSent };
}

export function requestId({ engagementId, attempt }: Association): string {
  return `${engagementId}.${attempt}`;
}

export function statementOf(a: AssociationOf<'consentRequested'>): string {
  return consentStatement(a, spoken(a.consentRequest.language));
}

function viewOf(association: AssociationOf<'consentRequested'>): ConsentRequestView {
  return { id: requestId(association), association, statement: statementOf(association) };
}
