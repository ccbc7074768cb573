import { authorityFields, urlFields } from '../../values/url-parts';
import type { Fields } from '../../values/end';
import { readWhole } from '../../values/typed-value';

const METHOD = /^[A-Z][A-Z_-]{1,31}$/;
const VERSION = /^HTTP\/(\d(?:\.\d)?)$/;

/** The request line of HTTP, `GET /a?b HTTP/1.1`; blanks in the URL stay in it. What is no request has only an original. */
export function requestFields(request: string): Fields {
  const first = request.indexOf(' ');
  const method = first < 0 ? '' : request.slice(0, first);
  if (!METHOD.test(method)) return request === '' || request === '-' ? {} : { 'url.original': request };
  const last = request.lastIndexOf(' ');
  const version = VERSION.exec(request.slice(last + 1))?.[1];
  const target = version === undefined || last === first ? request.slice(first + 1) : request.slice(first + 1, last);
  return {
    'http.request.method': method,
    ...(version === undefined ? {} : { 'http.version': version }),
    ...targetFields(method, target),
  };
}

/** What is asked for: CONNECT names a host, everything else a URL. */
export function targetFields(method: string, target: string): Fields {
  return method === 'CONNECT' ? authorityFields(target) : urlFields(target);
}

/** Status and what it says of success: from 400 on the request failed. */
export function statusFields(value: unknown): Fields {
  const status = readWhole(value);
  if (status === undefined || status < 100 || status > 999) return {};
  return { 'http.response.status_code': status, 'event.outcome': status < 400 ? 'success' : 'failure' };
}

/** What every access to a web server is. */
export function accessKind(server: string | undefined): Fields {
  return {
    'event.category': ['web'],
    'event.type': ['access'],
    ...(server === undefined ? {} : { 'event.module': server }),
    'event.dataset': server === undefined ? 'web.access' : `${server}.access`,
  };
}
