import { transportFields } from './transport';

describe(transportFields.name, () => {
  it.each([
    [6, { 'network.transport': 'tcp', 'network.iana_number': '6' }],
    ['017', { 'network.transport': 'udp', 'network.iana_number': '17' }],
    ['TCP', { 'network.transport': 'tcp', 'network.iana_number': '6' }],
    ['ICMPv6', { 'network.transport': 'ipv6-icmp', 'network.iana_number': '58' }],
    ['253', { 'network.iana_number': '253' }],
    ['carp', { 'network.transport': 'carp' }],
    ['999', {}],
    ['tcp/ip or so', {}],
    [null, {}],
  ])('reads %j', (value, expected) => {
    expect(transportFields(value)).toEqual(expected);
  });
});
