import { describeReturn, safeReturn } from './return-to';

describe('the place to return to', () => {
  it.each(['/alerts/A-1', '/alerts/views/open?q=a%20b&open=A-1', '/settings/sources'])('may be %s', (address) => {
    expect(safeReturn(address)).toBe(address);
  });

  it.each([
    undefined,
    null,
    '',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    '/login?returnTo=/login',
    '/setup/token',
  ])('is home instead of %j', (address) => {
    expect(safeReturn(address)).toBe('/');
  });

  it.each([
    ['/alerts/A-18422', 'A-18422'],
    ['/alerts/views/open?q=x', 'Alerts'],
    ['/settings/people', 'Settings'],
    ['/', undefined],
  ])('%s is said as %s', (address, words) => expect(describeReturn(address)).toBe(words));
});
