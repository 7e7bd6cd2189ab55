// The OpenAPI document and a page to read and try it (Swagger UI, served from here; nothing from elsewhere).
import { promises } from 'node:fs';
import { join } from 'node:path';
import type { HttpResponseInit } from '@azure/functions';
import * as z from 'zod';
import { docsFolder } from '../../assets';
import { json } from '../json';
import { none, publicOperation, type Operation } from '../operation';
import { notFound } from '../problem';
import { openApiDocument } from './openapi';

export function openApiOperation(all: () => readonly Operation[]): Operation {
  let document: unknown;
  return publicOperation(
    {
      name: 'openApi',
      route: 'api/openapi.json',
      summary: 'This document.',
      params: none.params,
      answers: { 200: { description: 'OpenAPI 3.1.', schema: z.looseObject({}) } },
    },
    () => {
      document ??= openApiDocument(all());
      return Promise.resolve(json(200, document));
    },
  );
}

const types = { html: 'text/html; charset=utf-8', js: 'text/javascript', css: 'text/css' };
const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>API: customers of MCI engagements</title>
    <link rel="stylesheet" href="/api/docs/swagger-ui.css" />
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/api/docs/swagger-ui-bundle.js"></script>
    <script src="/api/docs/start.js"></script>
  </body>
</html>`;
const start =
  "window.SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#swagger-ui', deepLinking: true });";

/** Every file of the page; nothing else is served. */
const files: Readonly<Record<string, { type: string; read: () => Promise<string> }>> = {
  'start.js': { type: types.js, read: () => Promise.resolve(start) },
  'swagger-ui.css': { type: types.css, read: () => ofFolder('swagger-ui.css') },
  'swagger-ui-bundle.js': { type: types.js, read: () => ofFolder('swagger-ui-bundle.js') },
};

export const apiDocs = publicOperation(
  {
    name: 'apiDocs',
    route: 'api/docs',
    summary: 'The documentation page.',
    params: none.params,
    answers: { 200: { description: 'The page.', contentType: 'text/html' } },
  },
  () => Promise.resolve(served(types.html, page)),
);

export const apiDocsFile = publicOperation(
  {
    name: 'apiDocsFile',
    route: 'api/docs/{file}',
    summary: 'The files of the documentation page.',
    params: z.object({ file: z.string() }),
    answers: { 200: { description: 'The file.', contentType: 'text/javascript' } },
  },
  async ({ params }) => {
    const file = Object.hasOwn(files, params.file) ? files[params.file] : undefined;
    if (file === undefined) return notFound('There is no such file.');
    return served(file.type, await file.read());
  },
);

function served(type: string, body: string): HttpResponseInit {
  return {
    status: 200,
    headers: {
      'content-type': type,
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
        "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
    body,
  };
}

function ofFolder(name: string): Promise<string> {
  return promises.readFile(join(docsFolder, name), 'utf8');
}
