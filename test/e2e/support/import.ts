// Reference data as the operator's application imports it: posted once no other import is under way, then waited for.
import { operator, type Answered, type App } from './app';

const path = '/api/admin/reference-data';

/** Yields the answer to the post; throws when the file is refused, or its import does not end well. */
export async function importInto(app: App, body: object): Promise<Answered> {
  const taken = await app.until('the turn of the import', async () => {
    const answer = await app.call('POST', path, { ...operator, body });
    return String(answer.json['type']).endsWith(':another-import') ? undefined : answer;
  });
  if (taken.status !== 202) throw new Error(`the import was refused: ${taken.text}`);
  await imported(app, taken);
  return taken;
}

/** Waits for the end of an import that was taken. */
export async function imported(app: App, taken: Answered): Promise<void> {
  const { pathname } = new URL(taken.headers.get('location') ?? '');
  const isOver = async () => {
    const { json } = await app.call('GET', pathname, operator);
    return json['state'] === 'done' || json['state'] === 'failed' ? json : undefined;
  };
  const end = await app.until('the end of the import', isOver, 120_000);
  if (end['state'] === 'failed') throw new Error(`the import failed: ${JSON.stringify(end)}`);
}
