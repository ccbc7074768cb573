import { writeMac } from './mac';

describe(writeMac.name, () => {
  it.each(['00:00:5e:00:53:01', '00-00-5E-00-53-01', '0000.5e00.5301', '00005e005301'])('knows %s', (text) => {
    expect(writeMac(text)).toBe('00-00-5E-00-53-01');
  });

  it.each(['', 'laptop', '00:00:5e:00:53', '00:00:5e:00:53:01:02:03', '0'.repeat(5_000), '00:00:5e:00:53:0g'])(
    'leaves %.30s as it is',
    (text) => {
      expect(writeMac(text)).toBe(text);
    },
  );
});
