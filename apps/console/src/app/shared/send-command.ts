/** A shell command that sends one event to this system, as a person would try it first. */
export function sendCommand(origin: string, authorization: string): string {
  return [
    `curl ${origin}/events \\`,
    `  -H 'Authorization: ${authorization}' \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '{"message": "sshd[4711]: Failed password for root from 203.0.113.9 port 50022 ssh2"}'`,
  ].join('\n');
}
