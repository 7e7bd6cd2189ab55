// The sample data through the app's own endpoint, as the operator would import it: posted, then waited for.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { repository } from './sample';

const status = z.object({
  state: z.enum(['storing', 'running', 'done', 'failed']),
  failure: z.string().optional(),
});
const lookEveryMs = 50;

export async function importSample(app: string, token: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = readFileSync(join(repository, 'local', 'sample', 'reference-data.json'));
  let answer = await fetch(`${app}/api/admin/reference-data`, { method: 'POST', headers, body });
  // Another that was cut off is gone on with first.
  while (answer.status === 409 && (await answer.text()).includes(':another-import')) {
    await sleep(lookEveryMs);
    answer = await fetch(`${app}/api/admin/reference-data`, { method: 'POST', headers, body });
  }
  if (answer.status !== 202) {
    throw new Error(`the sample data was refused: ${await answer.text()}`);
  }
  const address = answer.headers.get('location') ?? '';
  let { state, failure } = status.parse(await answer.json());
  while (state === 'storing' || state === 'running') {
    await sleep(lookEveryMs);
    ({ state, failure } = status.parse(await (await fetch(address, { headers })).json()));
  }
  if (state === 'failed')
    throw new Error(`the sample data could not be imported: ${failure ?? ''}`);
}
