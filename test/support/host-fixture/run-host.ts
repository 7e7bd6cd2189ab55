// The child process of the host's tests: starts the built host on one app and does what the parent asks.
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { HostOptions, startHost as StartHost } from '../../../local/host/host';

interface Ask {
  id: number;
  do: 'advance' | 'idle' | 'close';
  with?: string;
}

async function main(): Promise<void> {
  const dist = process.env['HOST_DIST'] ?? '';
  const options = JSON.parse(process.env['HOST_OPTIONS'] ?? '{}') as HostOptions;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the built host, wherever it was built to
  const host = require(join(dist, 'local/host/host.js')) as { startHost: typeof StartHost };
  const log = (level: string, category: string, message: string): void => {
    if (level !== 'debug') process.send?.({ log: `${level} ${category} ${message}` });
  };
  const started = await host.startHost({ ...options, log });
  const { url, port, functions, keys } = started;
  process.on('message', (ask: Ask) => {
    const answer = (value: unknown, error?: unknown): void => {
      process.send?.({
        id: ask.id,
        value,
        ...(error === undefined ? {} : { error: inspect(error) }),
      });
    };
    const done = ask.do === 'advance' ? started.advance(ask.with ?? '') : started[ask.do]();
    done.then(
      (value) => {
        answer(value ?? null);
        if (ask.do === 'close') process.disconnect();
      },
      (error: unknown) => {
        answer(null, error);
      },
    );
  });
  process.once('disconnect', () => process.exit()); // the worker's own server would go on
  process.send?.({ started: { url, port, functions, keys } });
}

main().catch((error: unknown) => {
  process.send?.({ failed: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
  process.disconnect();
});
