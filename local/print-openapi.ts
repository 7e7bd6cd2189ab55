// Prints the OpenAPI document, for the linter in `npm run check`.
import { openApiDocument } from '../functions/http/docs/openapi';
import { operations } from '../functions/operations';

console.log(JSON.stringify(openApiDocument(operations), undefined, 2));
