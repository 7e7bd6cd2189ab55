// Where the user is, kept in the address's hash, so that reload, back and a shared link work.
import { tabs, type Tab } from '../api/types';

export interface Place {
  readonly engagement?: string | undefined;
  readonly tab: Tab;
}

export function readPlace(): Place {
  const hash = new URLSearchParams(location.hash.slice(1));
  return {
    engagement: hash.get('engagement') ?? undefined,
    tab: tabs.find((each) => each === hash.get('tab')) ?? 'eligible',
  };
}

/** A step of the user's own becomes an entry of the browser's history; `replace` only corrects the address. */
export function writePlace({ engagement, tab }: Place, replace = false): void {
  const hash = `#${new URLSearchParams({ ...(engagement === undefined ? {} : { engagement }), tab }).toString()}`;
  if (hash === location.hash) return;
  if (replace) history.replaceState(undefined, '', hash);
  else location.hash = hash;
}
