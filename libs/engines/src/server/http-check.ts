const LIMIT_MS = 5_000;

/** @throws {Error} unless the address answers 2xx; credentials are taken from the URL and never shown. */
export async function checkHttp(url: string): Promise<void> {
  const { username, password, href } = new URL(url);
  const bare = new URL(href);
  bare.username = '';
  bare.password = '';
  const authorization = `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}`;
  const response = await fetch(bare, {
    headers: username === '' ? {} : { authorization },
    signal: AbortSignal.timeout(LIMIT_MS),
  });
  const body = await response.text();
  if (!response.ok) throw new Error(`${bare.pathname} answered ${response.status}: ${body.slice(0, 200)}`);
}
