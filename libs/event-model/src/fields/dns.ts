import { fields } from './base';

export const DNS_FIELDS = [
  ...fields('keyword', {
    'dns.answers.class': 'Classes of the records answered.',
    'dns.answers.data': 'What the records answered say.',
    'dns.answers.name': 'Names of the records answered.',
    'dns.answers.type': 'Types of the records answered.',
    'dns.header_flags': 'Flags of the header: AA, TC, RD, …',
    'dns.id': 'Number that ties answer to question.',
    'dns.op_code': 'Kind of operation, mostly QUERY.',
    'dns.question.class': 'Class asked for, mostly IN.',
    'dns.question.name': 'Name asked for.',
    'dns.question.registered_domain': 'Domain asked for as somebody registered it.',
    'dns.question.subdomain': 'What the name has before the registered domain.',
    'dns.question.top_level_domain': 'Public suffix of the name asked for.',
    'dns.question.type': 'Type asked for: A, TXT, …',
    'dns.response_code': 'NOERROR, NXDOMAIN, …',
    'dns.type': 'query or answer.',
  }),
  ...fields('ip', { 'dns.resolved_ip': 'Every address answered.' }),
  ...fields('long', { 'dns.answers.ttl': 'Seconds the records answered may be kept.' }),
];
