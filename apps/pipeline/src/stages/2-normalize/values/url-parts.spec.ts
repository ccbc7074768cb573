import { authorityFields, urlFields } from './url-parts';

describe(urlFields.name, () => {
  it('takes a whole URL apart', () => {
    expect(urlFields('HTTPS://ann:secret@shop.example:8443/a/b.PHP?x=1&y=?#top')).toEqual({
      'url.original': 'HTTPS://ann:secret@shop.example:8443/a/b.PHP?x=1&y=?#top',
      'url.scheme': 'https',
      'url.username': 'ann',
      'url.domain': 'shop.example',
      'url.port': 8443,
      'url.path': '/a/b.PHP',
      'url.query': 'x=1&y=?',
      'url.fragment': 'top',
      'url.extension': 'php',
    });
  });

  it.each([
    ['/index.html', { 'url.path': '/index.html', 'url.extension': 'html' }],
    ['/a?', { 'url.path': '/a' }],
    ['*', { 'url.path': '*' }],
    [
      'http://[2001:db8::1]:80?q',
      { 'url.scheme': 'http', 'url.domain': '2001:db8::1', 'url.port': 80, 'url.query': 'q' },
    ],
  ])('takes %s apart', (text, expected) => {
    expect(urlFields(text)).toEqual({ 'url.original': text, ...expected });
  });
});

describe(authorityFields.name, () => {
  it('reads host and port', () => {
    expect(authorityFields('shop.example:443')).toEqual({
      'url.original': 'shop.example:443',
      'url.domain': 'shop.example',
      'url.port': 443,
    });
  });
});
