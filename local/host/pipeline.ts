// The way of a request through the host (WebJobsApplicationBuilderExtension): the throttle, its own endpoints, the functions,
// and the home page where no function takes "/".
import type { Answer } from '../http-server';
import { askedOf, type Incoming, reply } from './front';
import type { HttpFunctions } from './http-functions';
import { createRouter, type Endpoints, routesOf } from './routes';
import type { Throttle } from './throttle';

export interface Pipeline {
  /** Never part of the functions' order: a function can't stand before them. */
  readonly endpoints: Endpoints;
  readonly functions: HttpFunctions;
  readonly throttle: Throttle;
  readonly isClosing: () => boolean;
}

export function createPipeline({ endpoints, functions, throttle, isClosing }: Pipeline) {
  const findOwn = createRouter(routesOf(endpoints));

  async function answer(incoming: Incoming): Promise<void> {
    const { method, path, response } = incoming;
    const own = findOwn(method, path);
    if (own !== undefined) {
      reply(response, await own.target(await askedOf(incoming), own.params));
    } else if (isClosing()) reply(response, { status: 503 });
    else if (!(await functions(incoming))) reply(response, path === '/' ? homePage : nothing);
  }

  return async (incoming: Incoming): Promise<void> => {
    const isAdmin = /^\/admin(\/|$)/i.test(incoming.path);
    if (isAdmin) return answer(incoming);
    const isTaken = await throttle(() => answer(incoming));
    if (!isTaken)
      reply(incoming.response, { status: 429, headers: { 'x-function-scaleout': '1' } });
  };
}

const nothing: Answer = { status: 404 };
const homePage: Answer = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<!DOCTYPE html><title>Functions host</title><p>Your function app is up and running.',
};
