import { testPostgresUrl } from '@tocsin/testing';

import { describeEventStoreContract } from '../../testing';
import { createEventStore } from '../create-event-store';

describeEventStoreContract('PostgreSQL', async () => {
  const url = await testPostgresUrl();
  return { connect: () => createEventStore({ kind: 'postgres', url }), close: () => Promise.resolve() };
});
