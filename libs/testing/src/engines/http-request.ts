/** A request to an engine's HTTP interface, with the credentials of its URL. @throws {Error} on any answer but 2xx. */
export async function engineRequest(baseUrl: string, method: string, path: string, body?: object): Promise<unknown> {
  const base = new URL(baseUrl);
  const credentials = `${decodeURIComponent(base.username)}:${decodeURIComponent(base.password)}`;
  const response = await fetch(new URL(path, base.origin), {
    method,
    headers: {
      ...(base.username !== '' && { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` }),
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${base.origin}${path} answered ${response.status}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
