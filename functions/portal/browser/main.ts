// The page's entry: reads its configuration, resumes the session or asks to sign in, shows the page.
import { fetchOrThrow } from './api/api';
import { fill, h } from './h';
import { showPage, showSignIn } from './page/shell';
import { failed } from './page/states';
import { localSignIn } from './sign-in/local';
import type { PortalConfig, SignIn } from './sign-in/sign-in';

async function start(): Promise<void> {
  try {
    const signIn = await signInOf(await readConfig());
    const session = await signIn.resume().catch(() => undefined);
    if (session === undefined) showSignIn(signIn);
    else showPage(signIn, session);
  } catch (error) {
    fill(
      document.body,
      h(
        'main',
        {},
        h('h1', {}, 'Customers'),
        failed(error, () => void start()),
      ),
    );
  }
}

async function readConfig(): Promise<PortalConfig> {
  const response = await fetchOrThrow('/portal/config.json', {});
  if (!response.ok) throw new Error(`the configuration answered ${response.status}`);
  return (await response.json()) as PortalConfig;
}

async function signInOf({ signIn }: PortalConfig): Promise<SignIn> {
  if (signIn.kind === 'local') return localSignIn(signIn);
  const { entraSignIn } = await import('./sign-in/entra');
  return entraSignIn(signIn);
}

void start();
