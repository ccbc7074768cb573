import { peopleSchema } from '@tocsin/api-contract';
import { AccountEntity } from '@tocsin/database';
import { testPostgresUrl } from '@tocsin/testing';

import { TestApi } from '../../../testing/test-api';

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
});
afterAll(() => api.close());

describe('people', () => {
  it('are those who are active, by name, and nothing else is told of them', async () => {
    const mara = await api.setUp();
    const empty = { passwordHash: 'secret', roles: [], rightsVersion: 1, createdAt: new Date() };
    const accounts = api.dataSource.getRepository(AccountEntity);
    await accounts.insert({ ...empty, username: 'gone', displayName: 'Gone', disabledAt: new Date() });
    await accounts.insert({ ...empty, username: 'abe', displayName: 'Abe', disabledAt: null });
    const { body } = await mara.get('/api/people');
    expect(peopleSchema.parse(body).people.map(({ username }) => username)).toEqual(['abe', 'mara']);
    expect(JSON.stringify(body)).not.toContain('secret');
    const abe = await api.signedIn('abe');
    expect((await abe.get('/api/people')).status).toBe(403);
  });
});
