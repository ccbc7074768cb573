import { fields } from './base';

export const HTTP_FIELDS = [
  ...fields('keyword', {
    'http.request.body.content': 'Body of the request.',
    'http.request.id': 'Identifier of the request.',
    'http.request.method': 'HTTP method.',
    'http.request.mime_type': 'Type of the body of the request, as found.',
    'http.request.referrer': 'HTTP referrer.',
    'http.response.body.content': 'Body of the response.',
    'http.response.mime_type': 'Type of the body of the response, as found.',
    'http.version': 'Version of HTTP.',
  }),
  ...fields('long', {
    'http.request.body.bytes': 'Size of the body of the request.',
    'http.request.bytes': 'Size of the request with its headers.',
    'http.response.body.bytes': 'Size of the body of the response.',
    'http.response.bytes': 'Size of the response with its headers.',
    'http.response.status_code': 'HTTP status.',
  }),
];
