// Who makes the tables: the app on one's own machine, the infrastructure in Azure.
import { createTables } from '../../../shared/store/tables';

describe('the tables', () => {
  it('are made by the app with a connection string only: with an identity nothing is asked', async () => {
    const nobody = 'http://127.0.0.1:9';
    const key = Buffer.from('a key').toString('base64');
    const connectionString = `DefaultEndpointsProtocol=http;AccountName=a;AccountKey=${key};TableEndpoint=${nobody}/a`;

    await expect(createTables({ endpoint: nobody })).resolves.toBeUndefined();
    await expect(createTables({ connectionString })).rejects.toThrow('ECONNREFUSED');
  });
});
