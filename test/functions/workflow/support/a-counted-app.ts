// The app over a proxy that counts its storage transactions, with its reference data in place.
import { engagementId } from '../../../../shared/domain/ids';
import { startCountingProxy } from '../../../support/counting-proxy';
import {
  aCustomerProfile,
  anAddCommand,
  anEngagement,
  aPartner,
  askedAt,
} from '../../../support/examples';
import { startApp, type AnApp } from './an-app';

export const workshops = [0, 1, 2].map((n) => ({
  ...anEngagement,
  id: n === 0 ? anEngagement.id : engagementId.parse(`workshop-${n}`),
}));

export interface ACountedApp extends AnApp {
  /** How often each kind of transaction was made since `reset`. */
  counted(): Record<string, number>;
  reset(): void;
  /** Adds the customer, asks for consent, sends the mail; yields the token of its link. */
  asked(): Promise<string>;
}

export async function startCountedApp(connectionString: string): Promise<ACountedApp> {
  const proxy = await startCountingProxy(connectionString);
  const app = await startApp(proxy.connectionString);
  const { reference } = app.deps;
  await reference.putPartner(aPartner);
  await reference.putProfile(aCustomerProfile);
  for (const engagement of workshops) await reference.putEngagement(engagement);
  // A request finds these two small tables read already: they are kept for a minute.
  await Promise.all([reference.engagements(), reference.partner(aPartner.id)]);
  return {
    ...app,
    counted() {
      const times: Record<string, number> = {};
      for (const each of proxy.counted()) times[each] = (times[each] ?? 0) + 1;
      return times;
    },
    reset() {
      proxy.reset();
    },
    async asked() {
      await app.take(anAddCommand);
      await app.step('triggerConsent', askedAt);
      await app.advance();
      const [mail] = await app.received();
      return (
        mail?.links
          .find((link) => link.includes('/consent/'))
          ?.split('/')
          .at(-1) ?? ''
      );
    },
    async stop() {
      await app.stop();
      await proxy.stop();
    },
  };
}
