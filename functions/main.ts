// The entry: what the Functions host loads.
import { startOrSayWhy } from './start-app';

startOrSayWhy(process.env);
