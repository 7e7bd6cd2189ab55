// An app whose entry throws after it has registered a function.
import { app } from '@azure/functions';

app.http('registeredBefore', {
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: () => ({ body: 'never' }),
});
throw new Error('CONFIG_MISSING');
