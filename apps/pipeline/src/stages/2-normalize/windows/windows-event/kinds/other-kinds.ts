import { kind, kinds, type KindTable } from './kind';

const malware = (action: string, type = 'info') => kind(action, 'malware', type, { actor: 'none' });
const config = (action: string, type: string) => kind(action, 'configuration', type, { actor: 'none' });

/** PowerShell 5 and later, and the one before it. */
export const POWERSHELL_KINDS: KindTable = {
  400: kind('powershell-started', 'process', 'start'),
  403: kind('powershell-stopped', 'process', 'end'),
  500: kind('powershell-command-started', 'process', 'start'),
  600: kind('powershell-provider-started', 'process', 'info'),
  800: kind('powershell-pipeline-executed', 'process', 'info'),
  4100: kind('powershell-error', 'process', 'error'),
  4103: kind('powershell-command-invoked', 'process', 'info'),
  4104: kind('powershell-script-block-executed', 'process', 'info'),
  4105: kind('powershell-script-block-started', 'process', 'start'),
  4106: kind('powershell-script-block-ended', 'process', 'end'),
};

export const DEFENDER_KINDS: KindTable = {
  ...kinds([1006, 1015, 1116], malware('malware-detected')),
  ...kinds([1007, 1117], malware('malware-acted-on')),
  ...kinds([1008, 1118, 1119], malware('malware-action-failed', 'error')),
  1009: malware('quarantine-item-restored', 'change'),
  1011: malware('quarantine-item-deleted', 'deletion'),
  1013: malware('malware-history-deleted', 'deletion'),
  1121: kind('attack-surface-rule-blocked', 'intrusion_detection', 'denied', { actor: 'none' }),
  1122: kind('attack-surface-rule-audited', 'intrusion_detection', 'info', { actor: 'none' }),
  5001: config('defender-protection-disabled', 'change'),
  5004: config('defender-protection-changed', 'change'),
  5007: config('defender-configuration-changed', 'change'),
  5010: config('defender-scanning-disabled', 'change'),
  5012: config('defender-scanning-disabled', 'change'),
  5013: config('defender-tampering-blocked', 'denied'),
};

export const TASK_SCHEDULER_KINDS: KindTable = {
  106: config('scheduled-task-created', 'creation'),
  129: kind('scheduled-task-process-created', 'process', 'start', { actor: 'none' }),
  140: config('scheduled-task-updated', 'change'),
  141: config('scheduled-task-deleted', 'deletion'),
  142: config('scheduled-task-disabled', 'change'),
  200: kind('scheduled-task-started', 'process', 'start', { actor: 'none' }),
  201: kind('scheduled-task-completed', 'process', 'end', { actor: 'none' }),
};

export const SERVICE_KINDS: KindTable = {
  7034: kind('service-crashed', 'process', 'error', { actor: 'none' }),
  7036: kind('service-state-changed', 'process', 'change', { actor: 'none' }),
  7040: config('service-start-type-changed', 'change'),
  7045: config('service-installed', 'creation'),
};

/** The event log's own and what Windows says of its starts and stops. */
export const SYSTEM_KINDS: KindTable = {
  ...kinds([41, 6008], kind('system-stopped-unexpectedly', 'host', 'error', { actor: 'none' })),
  104: kind('event-log-cleared', 'configuration', 'change deletion', { outcome: 'success' }),
  1074: kind('system-shutdown-requested', 'host', 'end', { actor: 'none' }),
  6005: kind('event-log-service-started', 'host', 'start', { actor: 'none' }),
  6006: kind('event-log-service-stopped', 'host', 'end', { actor: 'none' }),
};
