/** As a firewall does: no browser, no session. */
export async function fetchText(url: string, etag = '') {
  const response = await fetch(url, { headers: etag === '' ? {} : { 'if-none-match': etag } });
  return { status: response.status, body: await response.text(), etag: response.headers.get('etag') ?? '' };
}
