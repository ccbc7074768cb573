import { fields } from './base';
import { osFields } from './os';

export const HOST_FIELDS = [
  ...fields('keyword', {
    'host.architecture': 'Processor architecture of the host.',
    'host.domain': 'Domain the host belongs to.',
    'host.hostname': 'Host name as the host itself says it.',
    'host.id': 'Identifier of the host.',
    'host.mac': 'MAC addresses of the host.',
    'host.name': 'Host the event is about.',
    'host.os.family': 'Family of the operating system of the host: debian, windows, …',
    'host.os.kernel': 'Kernel of the host.',
    'host.os.platform': 'Platform of the host: ubuntu, darwin, …',
    'host.os.type': 'linux, macos, windows, …: the system of the host.',
    'host.risk.calculated_level': 'Risk of the host, in a word.',
    'host.type': 'Kind of host, such as the size of a virtual machine.',
  }),
  ...osFields('host', 'the host'),
  ...fields('ip', { 'host.ip': 'Addresses of the host.' }),
  ...fields('long', { 'host.uptime': 'Seconds since the host started.' }),
  ...fields('double', {
    'host.risk.calculated_score_norm': 'Risk of the host, from 0 to 100.',
  }),
];
