import { fields } from './base';

export const NETWORK_FIELDS = [
  ...fields('keyword', {
    'network.application': 'Application seen in the traffic, such as facebook-chat.',
    'network.community_id': 'Community ID of the connection, the same at every sensor.',
    'network.direction': 'inbound, outbound, internal, external, ingress, egress or unknown.',
    'network.iana_number': 'Number of the protocol above IP: 6 is TCP.',
    'network.inner.vlan.id': 'Inner VLAN of a frame with two tags.',
    'network.name': 'What you call the network.',
    'network.protocol': 'Application protocol.',
    'network.transport': 'tcp, udp, …',
    'network.type': 'ipv4, ipv6, …',
    'network.vlan.id': 'VLAN.',
    'network.vlan.name': 'Name of the VLAN.',
  }),
  ...fields('ip', { 'network.forwarded_ip': 'Client a proxy asked for.' }),
  ...fields('long', {
    'network.bytes': 'Bytes both ways.',
    'network.packets': 'Packets both ways.',
  }),
];
