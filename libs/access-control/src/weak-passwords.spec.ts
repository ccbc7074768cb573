import { refuseWeakPassword } from './weak-passwords';

describe(refuseWeakPassword.name, () => {
  it.each([
    ['short', 'eleven char'],
    ['holding the user name', 'xx-NOOR-and-more'],
    ['common', 'passwordpassword'],
    ['common in disguise', 'Password1234!'],
    ['common between digits', '2026-Administrator!1'],
    ['of one letter', 'aaaaaaaaaaaaaa'],
    ['of a few letters', 'abababababab'],
    ['a row of keys', 'qwertyuiopasdf'],
    ['the digits', '123456789012'],
    ['a row backwards', 'zyxwvutsrqponm'],
  ])('refuses one that is %s', (_why, password) => {
    expect(() => refuseWeakPassword(password, 'noor')).toThrow(/password/i);
  });

  it.each(['salt the garden bell', 'rörelse över isen', '冬の夜に鐘が三つ鳴った遠く', 'gB7#qp2!mZ4x'])(
    'takes %s',
    (password) => {
      expect(() => refuseWeakPassword(password, 'noor')).not.toThrow();
    },
  );

  it('counts characters, not bytes', () => {
    expect(() => refuseWeakPassword('🔔🔔🔔🔔🔔🔔', 'noor')).toThrow('too short');
  });
});
