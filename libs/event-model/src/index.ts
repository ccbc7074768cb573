export { batchLines, decodeBatch, encodeBatch, type EventBatch, type FaultyLine } from './event-batch';
export { eventDay } from './event-day';
export { NOT_UTF8, shapeFault, syntaxFault, type LineFault } from './line-fault';
export { FIELDS, fieldSpec, type FieldSpec, type FieldType } from './fields';
export {
  fieldValue,
  type EventPatch,
  type FieldValue,
  type IdentifiedEvent,
  type SecurityEvent,
} from './security-event';
export { STATES, stateKey } from './state';
export {
  LEVELS,
  type Level,
  type Proof,
  type ProofCondition,
  type ProofEvent,
  type ProofSelection,
  type RuleFacts,
  type Signal,
} from './signal';
