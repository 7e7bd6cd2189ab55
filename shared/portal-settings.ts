// The setting PORTAL_SIGN_IN: how users of the Customers page sign in. Without it there is no such page.
import * as z from 'zod';
import { isOnLoopback, webAddress } from './web-address';

const signIn = z.discriminatedUnion('kind', [
  /** An issuer that gives a token to whoever asks, for one's own machine. */
  z.strictObject({
    kind: z.literal('local'),
    issuer: webAddress.refine(isOnLoopback, 'must be on this machine'),
    partners: z.array(z.strictObject({ name: z.string().min(1), tenantId: z.guid() })).min(1),
  }),
  z.strictObject({
    kind: z.literal('entra'),
    clientId: z.guid(),
    authority: z.url({ protocol: /^https$/ }),
    scope: z.string().min(1),
  }),
]);
export type PortalSignIn = z.infer<typeof signIn>;

/** JSON in one setting. */
export const portalSignIn = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'must be JSON' });
      return z.NEVER;
    }
  })
  .pipe(signIn);
