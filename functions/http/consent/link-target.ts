// What a consent link opens: the association it was mailed for, and the other requests the same contact can answer with it.
import type { Association, AssociationOf } from '../../../shared/domain/association';
import { anchorOf, associationOf } from '../../../shared/domain/customer';
import { linkRefusal } from '../../../shared/domain/link-steps';
import { asOf } from '../../../shared/domain/endings';
import type { Refusal } from '../../../shared/domain/refusal';
import { isSameAddress } from '../../../shared/domain/text';
import type { Instant } from '../../../shared/domain/time';
import { firstReleaseLink, hashOfToken, locatorOfToken } from '../../../shared/store/consent-link';
import type { LoadedCustomer } from '../../../shared/store/customer-rows';
import type { CustomerStore } from '../../../shared/store/customer-store';

export interface LinkTarget {
  readonly loaded: LoadedCustomer;
  readonly contactVersion: number;
  /** As it stands now, recorded or not. */
  readonly association: Association;
  /** Why it can't be answered, or undefined. */
  readonly refusal: Refusal | undefined;
  /** Open requests of the same partner to the same contact, this one first; empty when it can't be answered. */
  readonly answerable: readonly AssociationOf<'consentRequested'>[];
}

/** Two requests at once; undefined for a link that was never made. Changes nothing. */
export async function linkTarget(
  { customers }: { readonly customers: Pick<CustomerStore, 'loadByLocator' | 'readLink'> },
  token: string,
  now: Instant,
): Promise<LinkTarget | undefined> {
  const locator = locatorOfToken(token);
  if (locator === undefined) return undefined;
  const hash = hashOfToken(token);
  const [loaded, kept] = await Promise.all([
    customers.loadByLocator(locator),
    customers.readLink(locator, hash),
  ]);
  const link = kept ?? (loaded && firstReleaseLink(loaded, hash));
  if (loaded === undefined || link === undefined) return undefined;
  const stored = associationOf(loaded.customer, link.key);
  if (stored === undefined) return undefined;
  const current = (a: Association) => asOf(a, anchorOf(loaded.customer, a.engagementId), now);
  const association = current(stored);
  const refusal = linkRefusal(association, link.contactVersion);
  return {
    loaded,
    contactVersion: link.contactVersion,
    association,
    refusal,
    answerable:
      refusal === undefined && association.status === 'consentRequested'
        ? [association, ...othersOf(association, loaded.customer.associations.map(current))]
        : [],
  };
}

function othersOf(
  asked: AssociationOf<'consentRequested'>,
  all: readonly Association[],
): AssociationOf<'consentRequested'>[] {
  const contact = asked.consentRequest.customerContact.email;
  return all
    .filter((a) => a.status === 'consentRequested')
    .filter(
      (a) =>
        a.partnerId === asked.partnerId &&
        isSameAddress(a.consentRequest.customerContact.email, contact) &&
        a.engagementId !== asked.engagementId,
    );
}
