// Signs in through Entra by redirect (PKCE). A chunk of its own: only a page that is configured for Entra loads it.
// Tokens are renewed with the refresh token only, so no hidden frame is needed and none is allowed by the page's CSP.
import {
  CacheLookupPolicy,
  InteractionRequiredAuthError,
  PublicClientApplication,
  type AccountInfo,
} from '@azure/msal-browser';
import { SignInNeeded, Unreachable } from '../api/problem';
import { h } from '../h';
import type { EntraSignIn, Session, SignIn } from './sign-in';

export async function entraSignIn(config: EntraSignIn): Promise<SignIn> {
  const page = `${location.origin}/portal`;
  const { clientId, authority } = config;
  const client = new PublicClientApplication({
    auth: { clientId, authority, redirectUri: page, postLogoutRedirectUri: page },
    cache: { cacheLocation: 'sessionStorage' },
  });
  await client.initialize();
  const scopes = [config.scope];

  function sessionOf(account: AccountInfo): Session {
    return {
      account: { name: account.name ?? account.username, email: account.username },
      async token(isFresh) {
        try {
          const { accessToken } = await client.acquireTokenSilent({
            scopes,
            account,
            forceRefresh: isFresh,
            cacheLookupPolicy: isFresh
              ? CacheLookupPolicy.RefreshToken
              : CacheLookupPolicy.AccessTokenAndRefreshToken,
          });
          return accessToken;
        } catch (error) {
          if (error instanceof InteractionRequiredAuthError) {
            throw new SignInNeeded('Entra asks for the user', { cause: error });
          }
          if (!navigator.onLine) throw new Unreachable('offline', { cause: error });
          throw new SignInNeeded('no token could be had', { cause: error });
        }
      },
      signOut: () => client.logoutRedirect({ account }),
    };
  }

  return {
    async resume() {
      const answer = await client.handleRedirectPromise();
      const account = answer?.account ?? client.getAllAccounts()[0];
      return account && sessionOf(account);
    },
    form() {
      const signIn = () => void client.loginRedirect({ scopes, prompt: 'select_account' });
      return h(
        'div',
        {},
        h('p', {}, 'Use the work account with which you sign in to Partner Center.'),
        h(
          'button',
          { type: 'button', class: 'primary wide', onclick: signIn },
          'Sign in with Microsoft',
        ),
      );
    },
  };
}
