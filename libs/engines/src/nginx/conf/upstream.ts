/**
 * The servers of one kind. None is ever counted out: one that is away refuses at once and the next is asked, one that is
 * back is found by the next request, and ingest closes connections on purpose, which is no failure of its.
 */
export function upstream(name: string, servers: readonly string[]): string {
  const lines = servers.map((server) => `  server ${server} max_fails=0;`);
  // Given up before Node does, after 5 s, so that no request meets a connection that is just being closed.
  return `upstream ${name} {\n${lines.join('\n')}\n  keepalive 64;\n  keepalive_timeout 4s;\n}`;
}
