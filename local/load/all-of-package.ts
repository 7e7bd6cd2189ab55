// The package with everything that it loads later already loaded: what a process costs that has used all of it.
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const folder = join(__dirname, '..', '..', 'package');
const load = createRequire(__filename);
load(join(folder, 'main.js'));
for (const name of readdirSync(folder).filter((each) => each.endsWith('.js'))) {
  Object.values(load(join(folder, name)) as object); // each member is a getter that loads a library
}
