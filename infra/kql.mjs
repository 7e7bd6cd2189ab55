// Reads queries as a JSON list from standard input and writes what Kusto's own parser has to say of each: a query that is
// wrong would otherwise only show when it is deployed. The two tables are those of Application Insights that are asked.
import { readFileSync } from 'node:fs';
import '@kusto/language-service-next/bridge.min.js';
import '@kusto/language-service-next/Kusto.Language.Bridge.min.js';

const { GlobalState, KustoCode, Symbols } = globalThis.Kusto.Language;

const common =
  'timestamp: datetime, itemCount: int, operation_Id: string, customDimensions: dynamic';
const tables = {
  requests: `(${common}, name: string, success: string, resultCode: string, duration: real)`,
  traces: `(${common}, message: string, severityLevel: int)`,
};
const symbols = Object.entries(tables).map(([name, columns]) =>
  Symbols.TableSymbol.From(columns).WithName(name),
);
const globals = GlobalState.Default.WithDatabase(
  new Symbols.DatabaseSymbol.ctor('telemetry', symbols),
);

const queries = JSON.parse(readFileSync(0, 'utf8'));
console.log(JSON.stringify(queries.map(complaints)));

/** A workbook's `{span:grain}` is whatever Azure puts there: here an hour. */
function complaints(query) {
  const found = KustoCode.ParseAndAnalyze(query.replaceAll('{span:grain}', '1h'), globals);
  const diagnostics = found.GetDiagnostics();
  return Array.from(
    { length: diagnostics.Count },
    (_, index) => diagnostics.getItem(index).Message,
  );
}
