// The smallest app there is, for `npm run bench:load` to compare with.
import { app } from '@azure/functions';

app.http('hello', { methods: ['GET'], authLevel: 'anonymous', handler: () => ({ body: 'Hello' }) });
