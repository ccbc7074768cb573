import { testElasticsearch } from '@tocsin/testing';

import { describeEventStoreContract } from '../../testing';
import { createEventStore } from '../create-event-store';

describeEventStoreContract('Elasticsearch', () => {
  const { url, prefix } = testElasticsearch();
  return Promise.resolve({
    connect: () => createEventStore({ kind: 'elasticsearch', url, indexPrefix: prefix }),
    close: () => Promise.resolve(),
  });
});
