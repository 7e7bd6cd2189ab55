// The entry: what the Functions host loads.
import { startApp } from './start-app';

startApp(process.env);
