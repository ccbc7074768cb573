import { BlindRules } from './blind-rules';
import { Drift } from './drift';
import { Silence } from './silence';
import { SourceAlarms } from './source-alarms';
import { SourceAlerts } from './source-alerts';
import { SourceHistory } from './source-history';
import { SourceWatch, WatchServices } from './source-watch';

/** Watches whether sources send as they usually do. */
export const CONTINUITY = [
  BlindRules,
  Drift,
  Silence,
  SourceAlarms,
  SourceAlerts,
  SourceHistory,
  SourceWatch,
  WatchServices,
];
