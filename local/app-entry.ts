// The app as functions/main.ts starts it, but on the host's clock, which can be moved.
import { startApp } from '../functions/start-app';
import { toInstant } from '../shared/domain/time';
import { hostClock } from './host/clock';

startApp(process.env, () => toInstant(hostClock.now()));
