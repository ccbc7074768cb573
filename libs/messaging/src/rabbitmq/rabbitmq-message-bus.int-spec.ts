import { testEngines } from '@tocsin/testing';

import { describeDurableMessageBusContract, describeMessageBusContract, engineHarness } from '../../testing';
import { RabbitMqMessageBus } from './rabbitmq-message-bus';

const engine = testEngines().rabbitmq();
const makeHarness = () => engineHarness('rabbitmq', engine, (config, queues) => new RabbitMqMessageBus(config, queues));

describeMessageBusContract('RabbitMQ', makeHarness);
describeDurableMessageBusContract('RabbitMQ', makeHarness);
