export { ParkedEvents, type ParkedEvent, type RefusedAgain, type Unparked } from './parked-events';
export { ParkedDesk, type ParkedGroup, type RetryProgress } from './parked-desk';
export { conditionOf, type ParkedFilter } from './parked-filter';
export { PostgresParkedEvents } from './postgres-parked-events';
export { RetrySender } from './retry-sender';
