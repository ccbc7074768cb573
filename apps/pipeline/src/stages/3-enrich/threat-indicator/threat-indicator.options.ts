export {
  listOptionsSchema as threatIndicatorOptionsSchema,
  type ListOptions as ThreatIndicatorOptions,
} from '../lists/list.options';
