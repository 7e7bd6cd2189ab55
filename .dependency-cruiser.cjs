// The arrows of the house: functions → shared/* → shared/domain; local and test look on from outside.
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'domain-is-pure',
      comment: 'the domain imports zod and itself',
      severity: 'error',
      from: { path: '^shared/domain' },
      to: { pathNot: ['^shared/domain', '^node_modules/zod'] },
    },
    {
      name: 'shared-knows-no-functions',
      severity: 'error',
      from: { path: '^shared' },
      to: { path: ['^functions', '@azure/functions', 'durable-functions'] },
    },
    {
      name: 'the-frame-knows-no-caller',
      comment:
        'functions/http is the frame; what serves one kind of caller is in a folder below it',
      severity: 'error',
      from: { path: '^functions/http/[^/]+$' },
      to: { path: '^functions/http/[^/]+/' },
    },
    {
      name: 'callers-stand-apart',
      comment:
        'partners, customers and the operator share the frame only; the documentation tells of all',
      severity: 'error',
      from: { path: '^functions/http/(partner|consent|admin)/' },
      to: { path: '^functions/http/[^/]+/', pathNot: '^functions/http/$1/' },
    },
    {
      name: 'production-knows-no-local',
      severity: 'error',
      from: { path: '^(functions|shared)' },
      to: { path: ['^local', '^test'] },
    },
    {
      name: 'local-knows-no-test',
      severity: 'error',
      from: { path: '^local' },
      to: { path: '^test' },
    },
    {
      name: 'the-host-knows-no-app',
      comment: 'local/host is a Functions host: it loads the app through its package.json only',
      severity: 'error',
      from: { path: '^local/host' },
      to: { path: '^(functions|shared)' },
    },
    {
      name: 'the-page-stands-alone',
      comment: 'functions/portal/browser runs in the browser and uses the public API only',
      severity: 'error',
      from: { path: '^functions/portal/browser' },
      to: { path: '^(functions|shared|local|test)', pathNot: '^functions/portal/browser' },
    },
    {
      name: 'nobody-imports-the-page',
      severity: 'error',
      from: { pathNot: '^functions/portal/browser' },
      to: { path: '^functions/portal/browser' },
    },
    {
      name: 'no-dev-dependency-in-production',
      severity: 'error',
      from: {
        path: '^(functions|shared)',
        pathNot: ['^functions/portal/browser', '^functions/.+\\.mjs$'],
      },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
