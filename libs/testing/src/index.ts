export { anEvent } from './an-event';
export { corpus } from './corpus';
export { testElasticsearch, type TestElasticsearch } from './engines/test-elasticsearch';
export { testEngines, type TestEngines } from './engines/test-engines';
export { testPostgresUrl } from './engines/test-postgres';
export { testRabbitUrl } from './engines/test-rabbitmq';
export { eventually, type EventuallyOptions, type Met } from './eventually';
export { FakeClock } from './fake-clock';
export { Random } from './random';
