/** Services that Cisco writes by name where others write a port. */
const PORTS: ReadonlyMap<string, number> = new Map([
  ['ftp', 21],
  ['ssh', 22],
  ['telnet', 23],
  ['smtp', 25],
  ['domain', 53],
  ['tftp', 69],
  ['http', 80],
  ['www', 80],
  ['ntp', 123],
  ['netbios-ns', 137],
  ['snmp', 161],
  ['ldap', 389],
  ['https', 443],
  ['isakmp', 500],
  ['syslog', 514],
]);

export function portOf(text: string | undefined): string | number | undefined {
  return text === undefined ? undefined : (PORTS.get(text) ?? text);
}
