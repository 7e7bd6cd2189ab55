// The outbox of one association: every pending mail is sent, put off, or dropped when nobody wants it any more.
import { spoken, type Association } from '../../shared/domain/association';
import { isSameAssociation, keyOf } from '../../shared/domain/ids';
import { isStillWanted, requestOf } from '../../shared/domain/mail';
import { isSameAddress } from '../../shared/domain/text';
import { addSeconds, earliest, secondsUntil, type Instant } from '../../shared/domain/time';
import { renderMail } from '../../shared/email/render';
import { newConsentToken } from '../../shared/store/consent-link';
import { withOutbox, type LoadedCustomer, type OutboxMail } from '../../shared/store/customer-rows';
import type { Stored } from '../../shared/store/entity';
import type { Dependencies } from '../dependencies';
import type { Facts } from '../log/events';
import { logEvent, logFault, type LogContext } from '../log/log';

export interface Sent {
  /** The customer with its outbox as it is now. */
  readonly loaded: LoadedCustomer;
  /** When to try again what could not go out yet. */
  readonly retryAt: Instant | undefined;
}

/** How long a mail waits after the service could not be reached or failed: a quarter of its age, within these bounds. */
const faultRetrySeconds = { least: 120, most: 3600 };

export async function sendDueMails(
  deps: Dependencies,
  loaded: LoadedCustomer,
  association: Association,
  context: LogContext,
): Promise<Sent> {
  const outbox = new Map(loaded.outbox.map((row) => [row.rowKey, row]));
  let retryAt: Instant | undefined;
  let isOvertaken = false;
  for (const row of loaded.outbox) {
    const { state, key } = row.value;
    if (state !== 'pending' || !isSameAssociation(key, association)) continue;
    const after = await trySending(deps, loaded.locator, row, association, context);
    if (after.state === 'pending') retryAt = earliest(retryAt, after.notBefore);
    if (after !== row.value) {
      const isStored = await deps.customers.updateMail(loaded.locator, row, after);
      if (isStored) outbox.set(row.rowKey, { ...row, value: after });
      else isOvertaken = true;
    }
  }
  // A delivery report was faster, or another run of this activity: what they wrote stands.
  if (isOvertaken) return { loaded: await deps.customers.load(loaded.customer.id), retryAt };
  return { loaded: withOutbox(loaded, [...outbox.values()]), retryAt };
}

/** The row as it should be after this try; the same object when nothing has changed. */
async function trySending(
  deps: Dependencies,
  locator: string,
  row: Stored<OutboxMail>,
  association: Association,
  context: LogContext,
): Promise<OutboxMail> {
  const { mail, operationId, notBefore, createdAt } = row.value;
  const now = deps.clock();
  const ageSeconds = secondsUntil(now, createdAt);
  const log = (outcome: Facts<'mailHandled'>['outcome']) => {
    const facts = { outcome, kind: mail.kind, mail: operationId, ageSeconds };
    logEvent(context, 'mailHandled', facts, association);
  };
  if (!isStillWanted(mail, association, now)) {
    log('dropped');
    return { ...row.value, state: 'dropped' };
  }
  if (notBefore !== undefined && notBefore > now) return row.value;
  const slot = notBefore ?? (await deps.mails.takeSlot(now));
  if (slot > now) {
    log('putOff');
    return { ...row.value, notBefore: slot };
  }

  const made = await makeLink(deps, locator, row.value, association, now);
  const replyTo = requestOf(association)?.partnerContact;
  await deps.mails.noteSent(operationId, { locator, rowKey: row.rowKey });
  try {
    const answer = await deps.sendMail({
      operationId,
      to: mail.to,
      ...renderMail(mail.kind, {
        association,
        language: spoken(mail.language),
        now,
        portalUrl: portalUrl(deps.config, association),
        ...(made && { link: made.link }),
      }),
      ...(replyTo && !isSameAddress(mail.to.email, replyTo.email) ? { replyTo } : {}),
    });
    switch (answer.outcome) {
      case 'accepted':
        log('accepted');
        return { ...row.value, state: 'accepted', acceptedAt: now, notBefore: undefined };
      case 'rejected':
        log('refused');
        await made?.withdraw();
        return { ...row.value, state: 'rejected', detail: answer.reason };
      case 'throttled': {
        log('throttled');
        await made?.withdraw();
        const until = addSeconds(now, answer.retryAfterSeconds);
        await deps.mails.blockUntil(until);
        return { ...row.value, notBefore: until };
      }
    }
  } catch (error) {
    // The mail stays in the outbox and is tried again for as long as it is wanted.
    log('failed');
    logFault(context, error, 'sendMail', association);
    const { least, most } = faultRetrySeconds;
    const pause = Math.min(Math.max(ageSeconds / 4, least), most);
    return { ...row.value, notBefore: addSeconds(now, pause) };
  }
}

/** The engagement's page, where this app shows one (functions/portal/browser/page/place.ts reads the hash). */
function portalUrl(
  { portalSignIn, publicBaseUrl }: Dependencies['config'],
  { engagementId }: Association,
): string | undefined {
  const hash = new URLSearchParams({ engagement: engagementId }).toString();
  return portalSignIn && `${publicBaseUrl}/portal#${hash}`;
}

/** A fresh link for every try: its hash is on record before the mail leaves, and no longer when it has surely not left. */
async function makeLink(
  deps: Dependencies,
  locator: string,
  { mail }: OutboxMail,
  association: Association,
  now: Instant,
): Promise<{ link: string; withdraw: () => Promise<void> } | undefined> {
  if (mail.contactVersion === undefined) return undefined;
  const { token, hash } = newConsentToken(locator);
  await deps.customers.addLink(locator, hash, {
    key: keyOf(association),
    contactVersion: mail.contactVersion,
    issuedAt: now,
  });
  return {
    link: `${deps.config.publicBaseUrl}/consent/${token}`,
    withdraw: () => deps.customers.removeLink(locator, hash),
  };
}
