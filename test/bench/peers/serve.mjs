// Puts a peer behind plain HTTP, as the app is behind its host: the driver of the benchmark is the client of both. A peer is
// `{ add(id, dueAt), approve(id), endings() }`, made by `start({ expired })`; it calls `expired(n)` whenever it has recorded n
// expiries. `endings` yields `{ state: 'ACTIVE' | 'EXPIRED' | 'PENDING', endedAt }` of every life but the pilot's, with the
// store's own time.
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';

export async function servePeer(start) {
  let expired = 0;
  const peer = await start({ expired: (n) => (expired += n) });
  const answers = {
    'POST /add': async ({ id, dueAt }) => peer.add(id, dueAt),
    'POST /approve': async ({ id }) => peer.approve(id),
    'GET /expired': async () => expired,
    'GET /endings': () => peer.endings(),
  };
  const server = createServer(async (request, response) => {
    try {
      const body = request.method === 'POST' ? await json(request) : undefined;
      const answer = await answers[`${request.method} ${request.url}`](body);
      response.writeHead(200).end(JSON.stringify(answer ?? null));
    } catch (error) {
      response.writeHead(500).end(String(error.stack));
    }
  });
  server.listen(0, '127.0.0.1', () =>
    process.send({ url: `http://127.0.0.1:${server.address().port}` }),
  );
  process.on('disconnect', () => process.exit());
}
