import { meaning, type MessageForm } from '../../unix/forms/message-form';

const CHANGED = meaning('service_state_changed', 'host', 'change');
const NOTIFIED = meaning('notification', 'host', 'info');

export const OBSERVIUM_FORMS: readonly MessageForm[] = [
  {
    starts: '',
    pattern:
      /^(?<alert_type>\S{1,100}): \[(?<sourcehostname>\S{1,255})\] \[(?<entity_type>\S{1,100})\] \[(?<entity>[^\]]{0,500})\] (?<alert_message>.*)$/s,
    fields: meaning('monitoring_alert', 'host', 'info'),
  },
];

export const SNMPTT_FORMS: readonly MessageForm[] = [
  {
    starts: '',
    pattern:
      /^(?<trapname>\S{1,255}) (?<trapseverity>\S{1,50}) "Status Events" (?<sourcehostname>\S{1,255}) - (?<trappayload>.*)$/s,
    fields: meaning('snmp_trap', 'host', 'info'),
  },
];

export const NAGIOS_FORMS: readonly MessageForm[] = [
  {
    starts: 'SERVICE ALERT: ',
    pattern:
      /^SERVICE ALERT: (?<nagios_hostname>[^;]*);(?<service>[^;]*);(?<state>[^;]*);(?<statetype>[^;]*);(?<attempt>[^;]*);(?<output>.*)$/s,
    fields: CHANGED,
  },
  {
    starts: 'HOST ALERT: ',
    pattern:
      /^HOST ALERT: (?<nagios_hostname>[^;]*);(?<state>[^;]*);(?<statetype>[^;]*);(?<attempt>[^;]*);(?<output>.*)$/s,
    fields: { ...CHANGED, 'event.action': 'host_state_changed' },
  },
  {
    starts: 'SERVICE NOTIFICATION: ',
    pattern:
      /^SERVICE NOTIFICATION: (?<contact>[^;]*);(?<nagios_hostname>[^;]*);(?<service>[^;]*);(?<state>[^;]*);(?<notifier>[^;]*);(?<output>.*)$/s,
    fields: NOTIFIED,
  },
  {
    starts: 'HOST NOTIFICATION: ',
    pattern:
      /^HOST NOTIFICATION: (?<contact>[^;]*);(?<nagios_hostname>[^;]*);(?<state>[^;]*);(?<notifier>[^;]*);(?<output>.*)$/s,
    fields: NOTIFIED,
  },
];
