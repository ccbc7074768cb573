import { lines } from './snippet';
import type { Target } from './target';

interface Post {
  readonly path: string;
  readonly scheme: 'ApiKey' | 'Splunk';
  /** Without an apostrophe, which would end it in a shell. */
  readonly body: object;
}

/** A command that sends one event, as a person would try it first. */
export function curlCommand({ url, caFile, token }: Target, { path, scheme, body }: Post): string {
  return lines(
    `curl -sS ${url}${path} \\`,
    caFile && `  --cacert '${caFile}' \\`,
    `  -H 'Authorization: ${scheme} ${token}' \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '${JSON.stringify(body)}'`,
  );
}
