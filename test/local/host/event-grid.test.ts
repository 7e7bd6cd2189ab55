// The Event Grid extension's webhook (HttpRequestProcessor of Microsoft.Azure.WebJobs.Extensions.EventGrid 3.3).
import { type ChildHost, cleanUp, startChild } from '../../support/host-fixture/child-host';

let host: ChildHost;
beforeAll(async () => {
  host = await startChild({ settings: { STREAMING: 'yes' } });
});
afterAll(cleanUp);

interface Posted {
  readonly type?: string;
  readonly name?: string;
  readonly method?: string;
  readonly contentType?: string;
}
function post(body: string | undefined, posted: Posted = {}): Promise<Response> {
  const { type = 'Notification', name = 'onReport', method = 'POST' } = posted;
  const { contentType = 'application/json' } = posted;
  const code = host.keys.eventgrid_extension;
  return host.fetch(`/runtime/webhooks/EventGrid?functionName=${name}&code=${code}`, {
    method,
    headers: { 'aeg-event-type': type, 'content-type': contentType },
    ...(body === undefined ? {} : { body }),
  });
}
const said = async (answer: Promise<Response>) => {
  const { status, headers } = await answer;
  return [status, headers.get('content-type'), await (await answer).text()];
};
const text = 'text/plain; charset=utf-8';

describe('a notification', () => {
  it('of the Event Grid schema reaches the function event by event', async () => {
    const events = [
      { eventType: 'Report', data: { status: 'Bounced' } },
      { eventType: 'Report', data: { status: 'Delivered' } },
    ];
    expect(await said(post(JSON.stringify(events)))).toEqual([202, null, '']);
    await host.noted('onReport', 'Report', { status: 'Bounced' });
    await host.noted('onReport', 'Report', { status: 'Delivered' });
  });

  it('of CloudEvents reaches the same function, one or several at a time', async () => {
    const event = (n: number) => ({ specversion: '1.0', type: 'Report', data: { n } });
    const one = { contentType: 'application/cloudevents+json; charset=utf-8' };
    const batch = { contentType: 'application/cloudevents-batch+json' };
    expect((await post(JSON.stringify(event(1)), one)).status).toBe(202);
    expect((await post(JSON.stringify([event(2), event(3)]), batch)).status).toBe(202);
    for (const n of [1, 2, 3]) await host.noted('onReport', 'Report', { n });
  });

  it('fails as a whole when the function fails on one event, the others having run', async () => {
    const events = [{ subject: 'fails' }, { eventType: 'Report', data: 'beside a failure' }];
    const message = 'Exception while executing function: Functions.onReport';
    expect(await said(post(JSON.stringify(events)))).toEqual([500, text, message]);
    await host.noted('onReport', 'Report', 'beside a failure');
  });

  it('that is no JSON object or array of them is answered 500, and calls no function', async () => {
    for (const body of ['', '{', '7', '[{"data":"never"},1]']) {
      expect(await said(post(body))).toEqual([500, null, '']);
    }
    expect(JSON.stringify(host.notes)).not.toContain('never');
  });
});

describe('a handshake', () => {
  it('of the Event Grid schema is answered with its code by the host itself', async () => {
    const body = '[{"data":{"validationCode":"ABC-123"}}]';
    const answer = [200, text, '{"validationResponse":"ABC-123"}'];
    expect(await said(post(body, { type: 'SubscriptionValidation' }))).toEqual(answer);
    const cloud = '{"data":"{\\"validationCode\\":\\"ABC-123\\"}"}';
    expect(await said(post(cloud, { type: 'subscriptionvalidation' }))).toEqual(answer);
    expect(await said(post('{}', { type: 'SubscriptionValidation' }))).toEqual([500, null, '']);
  });

  it('of CloudEvents allows the public cloud', async () => {
    const answer = await post(undefined, { method: 'OPTIONS' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('webhook-allowed-origin')).toBe('eventgrid.azure.net');
  });
});

describe('anything else', () => {
  it('is 404 for another function, in the right case, 400 for another type, 202 for Unsubscribe', async () => {
    for (const name of ['missing', 'echo', 'ONREPORT']) {
      const answer = [404, text, `cannot find function: '${name}'`];
      expect(await said(post('[]', { name }))).toEqual(answer);
    }
    expect((await post('[]', { type: 'Other' })).status).toBe(400);
    expect((await post('', { type: 'Unsubscribe' })).status).toBe(202);
    expect((await post('[]')).status).toBe(202);
  });
});
