// Where the files lie that the app serves as they are: beside this module, as compiled by itself and as bundled alike.
import { join } from 'node:path';

/** The Customers page. */
export const portalFolder = join(__dirname, 'portal', 'browser');
/** Swagger UI, for the documentation page. */
export const docsFolder = join(__dirname, 'docs');
