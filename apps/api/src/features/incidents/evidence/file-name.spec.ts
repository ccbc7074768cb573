import { fileName } from './file-name';

describe('the name of a file', () => {
  it.each([
    ['mail.eml', 'mail.eml'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\t\\run.exe', 'run.exe'],
    ['invoice\u202Efdp.exe', 'invoice_fdp.exe'],
    ['a\r\nset-cookie: x', 'a__set-cookie_ x'],
    ['"><script>.html', '___script_.html'],
    ['.bashrc', 'bashrc'],
    ['NUL.txt', '_NUL.txt'],
    ['folder/', 'folder'],
    ['report. . .', 'report'],
    ['…/..', 'file'],
    ['\0', '_'],
    ['Prüfung 日本.txt', 'Prüfung 日本.txt'],
  ])('%j becomes %j', (given, name) => {
    expect(fileName(given)).toBe(name);
  });

  it('is cut in the middle when it is long: its end tells what it is', () => {
    const name = fileName(`${'😀'.repeat(400)}.pcap`);
    expect([[...name].length, name.slice(-5), encodeURIComponent(name).length]).toEqual([200, '.pcap', 195 * 12 + 5]);
  });
});
