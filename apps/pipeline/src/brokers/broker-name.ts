/** `host:port/vhost` of a broker's address; the vhost only when there is one. */
export function brokerName(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname === '/' ? '' : pathname}`;
}
