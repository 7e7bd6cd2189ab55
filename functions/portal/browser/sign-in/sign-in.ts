// How users prove who they are: at the local issuer, or through Entra. The page knows no more than this.
export interface Account {
  readonly name: string;
  readonly email?: string | undefined;
  /** The partner account's name, where the sign-in knows it. */
  readonly partner?: string | undefined;
  readonly role?: string | undefined;
}

export interface Session {
  readonly account: Account;
  /** A bearer token for the API; throws `SignInNeeded` when the user has to sign in again. */
  token(isFresh: boolean): Promise<string>;
  signOut(): Promise<void>;
}

export interface SignIn {
  /** The session of an earlier visit in this tab, if it still stands. */
  resume(): Promise<Session | undefined>;
  /** What the sign-in card shows. */
  form(onSignedIn: (session: Session) => void): HTMLElement;
}

/** As `/portal/config.json` tells it. */
export interface PortalConfig {
  readonly signIn: LocalSignIn | EntraSignIn;
}

export interface LocalSignIn {
  readonly kind: 'local';
  readonly issuer: string;
  readonly partners: readonly { readonly name: string; readonly tenantId: string }[];
}

export interface EntraSignIn {
  readonly kind: 'entra';
  readonly clientId: string;
  readonly authority: string;
  readonly scope: string;
}
