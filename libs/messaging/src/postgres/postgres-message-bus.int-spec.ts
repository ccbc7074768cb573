import { testEngines } from '@tocsin/testing';

import { describeDurableMessageBusContract, describeMessageBusContract, engineHarness } from '../../testing';
import { PostgresMessageBus } from './postgres-message-bus';

/** Shorter than the slow handler of the contract. */
const LEASE_MS = 2_000;

const engine = testEngines().postgres();
const makeHarness = () =>
  engineHarness(
    'postgres',
    engine,
    (config, queues) => new PostgresMessageBus({ ...config, leaseMs: LEASE_MS }, queues),
  );

describeMessageBusContract('PostgreSQL', makeHarness);
describeDurableMessageBusContract('PostgreSQL', makeHarness);
