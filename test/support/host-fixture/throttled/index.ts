// One slow function behind a narrow host.json.
import { app } from '@azure/functions';

app.http('slowly', {
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: async () => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    return { body: 'done' };
  },
});
