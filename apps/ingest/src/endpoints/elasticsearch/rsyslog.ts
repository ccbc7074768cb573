import type { IncomingMessage } from 'node:http';

/**
 * Whether the client is rsyslog's omelasticsearch. It takes any HTTP answer for a delivery and forgets the events; only a
 * connection that is closed without an answer makes it keep them and try again. It names no user agent.
 */
export function isRsyslog(request: Pick<IncomingMessage, 'headers'>): boolean {
  const { 'user-agent': userAgent, 'content-type': contentType } = request.headers;
  return userAgent === undefined && contentType === 'application/json; charset=utf-8';
}
