import { testEngines } from '@tocsin/testing';

import { describeDurableEventStoreContract } from '../../testing';
import { durableHarness } from '../../testing/private-engine-harness';

describeDurableEventStoreContract('Elasticsearch', () =>
  durableHarness('elasticsearch', testEngines().elasticsearch()),
);
