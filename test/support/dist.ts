// The build that tests run: dist/ as `npm run build` leaves it, or another one that DIST names.
import { join, resolve } from 'node:path';
import { builtFolder } from './built-folder';

const given = process.env['DIST'];

export const dist = given === undefined ? builtFolder(join(__dirname, '..', '..')) : resolve(given);
