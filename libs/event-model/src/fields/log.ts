import { fields } from './base';

export const LOG_FIELDS = [
  ...fields('keyword', {
    'log.file.path': 'File the line was read from.',
    'log.level': 'RFC 5424 severity name, lower case.',
    'log.logger': 'Logger inside the program.',
    'log.source.address': 'Address the line came from, over the network.',
    'log.syslog.appname': 'Program, as RFC 5424 has it.',
    'log.syslog.facility.name': 'RFC 5424 facility name.',
    'log.syslog.hostname': 'Host, as the syslog header has it.',
    'log.syslog.msgid': 'Kind of message, as RFC 5424 has it.',
    'log.syslog.procid': 'Process, as RFC 5424 has it; often the process id.',
    'log.syslog.severity.name': 'RFC 5424 severity name.',
    'log.syslog.version': 'Version of the syslog protocol; 1 is RFC 5424.',
  }),
  ...fields('long', {
    'log.syslog.facility.code': 'RFC 5424 facility, 0 to 23.',
    'log.syslog.priority': 'Priority of the syslog header: facility times 8, plus severity.',
    'log.syslog.severity.code': 'RFC 5424 severity, 0 to 7.',
  }),
];
