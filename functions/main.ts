// The entry: what the Functions host loads. A host goes on without functions when its entry throws, so wrong settings are
// told in the log, and the app answers that it is out of order.
import { WrongSettings } from '../shared/config';
import { register } from './app';
import { startApp } from './start-app';

try {
  startApp(process.env);
} catch (error) {
  if (!(error instanceof WrongSettings)) throw error;
  console.error(error.message);
  register(error);
}
