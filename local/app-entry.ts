// The package as its main.js starts it, but on the host's clock, which can be moved.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { startApp } from '../functions/start-app';
import { toInstant } from '../shared/domain/time';
import { hostClock } from './host/clock';

const app = createRequire(__filename)(join(__dirname, '..', 'package', 'app.js')) as {
  readonly startApp: typeof startApp;
};

app.startApp(process.env, () => toInstant(hostClock.now()));
