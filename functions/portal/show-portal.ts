// Serves the Customers page: the files of the build's own manifest, read with the first request, and the page's settings.
// Nothing but these names is ever looked up, so that no path can lead elsewhere.
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { HttpHandler, HttpResponseInit } from '@azure/functions';
import * as z from 'zod';
import type { PortalSignIn } from '../../shared/portal-settings';
import { portalFolder } from '../assets';
import { notFound } from '../http/problem';

interface PageFile {
  readonly body: Buffer;
  readonly brotli: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

const manifest = z.record(
  z.string().regex(/^[\w-]+\.(?:html|js|css|svg)$/),
  z.object({ immutable: z.boolean() }),
);
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** For `portal/{*file}`, GET and HEAD. Without a sign-in there is no page. */
export function showPortal(signIn: PortalSignIn | undefined): HttpHandler {
  if (signIn === undefined) return () => notFound('There is nothing at this address.');
  const policy = contentSecurityPolicy(signIn);
  let files: ReadonlyMap<string, PageFile> | undefined;
  const config = JSON.stringify({ signIn });

  return (request) => {
    const name = request.params['file'] ?? '';
    const isHead = request.method === 'HEAD';
    if (name === 'config.json') {
      const headers = headersOf('application/json', 'no-store', policy);
      return isHead ? { headers } : { headers, body: config };
    }
    files ??= readFiles(portalFolder, policy);
    const file = files.get(name === '' ? 'index.html' : name);
    if (file === undefined) return notFound('There is nothing at this address.');
    return answer(file, request.headers.get('accept-encoding') ?? '', isHead);
  };
}

function answer(
  { body, brotli, headers }: PageFile,
  accepted: string,
  isHead: boolean,
): HttpResponseInit {
  const isSmall = /(?:^|,)\s*br\s*(?:,|$)/.test(accepted);
  const own = isSmall ? { ...headers, 'content-encoding': 'br' } : headers;
  return isHead ? { headers: own } : { headers: own, body: isSmall ? brotli : body };
}

function readFiles(folder: string, policy: string): ReadonlyMap<string, PageFile> {
  const names = manifest.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));
  return new Map(
    Object.entries(names).map(([name, { immutable }]) => {
      const cache = immutable ? 'public, max-age=31536000, immutable' : 'no-cache';
      const type = contentTypes[extname(name)] ?? 'application/octet-stream';
      const file = {
        body: readFileSync(join(folder, name)),
        brotli: readFileSync(join(folder, `${name}.br`)),
        headers: { ...headersOf(type, cache, policy), vary: 'accept-encoding' },
      };
      return [name, file];
    }),
  );
}

function headersOf(type: string, cache: string, policy: string): Record<string, string> {
  return {
    'content-type': type,
    'cache-control': cache,
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'DENY',
    'x-robots-tag': 'noindex, nofollow',
    'cross-origin-opener-policy': 'same-origin',
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
  };
}

/** Own files only; besides the app, the page talks to whoever signs its users in. */
function contentSecurityPolicy(signIn: PortalSignIn): string {
  const identity = new URL(signIn.kind === 'local' ? signIn.issuer : signIn.authority).origin;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${identity}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}
