// Preloaded by `npm run bench:load`, as the Node worker is there before the app: gives '@azure/functions-core' to it, and
// says at the end of the process what it has cost and how many functions were registered.
import { writeSync } from 'node:fs';
import Module from 'node:module';

let functions = 0;
let model: unknown;
const nothing = () => undefined;
const core = {
  version: '3.12.0',
  hostVersion: '4.1045.0',
  log: nothing,
  registerFunction: () => (functions += 1),
  registerHook: nothing,
  setProgrammingModel: (given: unknown) => (model = given),
  getProgrammingModel: () => model,
};

const original: unknown = Reflect.get(Module.prototype, 'require');
const withCore = new Proxy(original as (id: string) => unknown, {
  apply: (target, self, args: [string]) =>
    args[0] === '@azure/functions-core' ? core : Reflect.apply(target, self, args),
});
Reflect.set(Module.prototype, 'require', withCore);

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  const [cpuMs, rssMb] = [(user + system) / 1000, process.resourceUsage().maxRSS / 1024];
  writeSync(1, JSON.stringify({ cpuMs, rssMb, functions }));
});
