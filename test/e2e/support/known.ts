// What happened before this system: the customer has given a partner a consent, or completed a workshop, elsewhere.
import { importInto } from './import';
import type { Pair } from './pair';

const at = '2026-03-01T09:00:00.000Z';

/** The customer is known to the partner (R4). */
export async function known(pair: Pair, partnerId = 'contoso-consulting'): Promise<Pair> {
  const consents = [{ partnerId, customerId: pair.id, at }];
  await importInto(pair.app, { history: { consents } });
  return pair;
}

/** The customer has completed the workshop, perhaps with a partner that is none here (R6, R27). */
export async function completedWith(
  pair: Pair,
  partnerId: string,
  partnerName: string,
): Promise<Pair> {
  const { id: customerId, engagement: engagementId } = pair;
  const completions = [{ customerId, engagementId, partnerId, partnerName, at }];
  await importInto(pair.app, { history: { completions } });
  return pair;
}
