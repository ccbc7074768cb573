import type { Fields } from '../../values/end';
import { meaning } from '../forms/message-form';

type Call = readonly [name: string, x86_64: number, aarch64: number, i386: number];

/** Numbers by processor, of the calls that audit rules watch; 0: there is none. */
const CALLS: readonly Call[] = [
  ['open', 2, 0, 5],
  ['openat', 257, 56, 295],
  ['creat', 85, 0, 8],
  ['truncate', 76, 45, 92],
  ['ftruncate', 77, 46, 93],
  ['unlink', 87, 0, 10],
  ['unlinkat', 263, 35, 301],
  ['rmdir', 84, 0, 40],
  ['mkdir', 83, 0, 39],
  ['mkdirat', 258, 34, 296],
  ['rename', 82, 0, 38],
  ['renameat', 264, 38, 302],
  ['renameat2', 316, 276, 353],
  ['link', 86, 0, 9],
  ['symlink', 88, 0, 83],
  ['chmod', 90, 0, 15],
  ['fchmod', 91, 52, 94],
  ['fchmodat', 268, 53, 306],
  ['chown', 92, 0, 182],
  ['fchown', 93, 55, 95],
  ['lchown', 94, 0, 16],
  ['fchownat', 260, 54, 298],
  ['setxattr', 188, 5, 226],
  ['removexattr', 197, 14, 235],
  ['execve', 59, 221, 11],
  ['execveat', 322, 281, 358],
  ['ptrace', 101, 117, 26],
  ['kill', 62, 129, 37],
  ['setuid', 105, 146, 23],
  ['setreuid', 113, 145, 70],
  ['setresuid', 117, 147, 164],
  ['memfd_create', 319, 279, 356],
  ['socket', 41, 198, 359],
  ['connect', 42, 203, 362],
  ['accept', 43, 202, 0],
  ['accept4', 288, 242, 364],
  ['bind', 49, 200, 361],
  ['listen', 50, 201, 363],
  ['sendto', 44, 206, 369],
  ['socketcall', 0, 0, 102],
  ['mount', 165, 40, 21],
  ['umount2', 166, 39, 52],
  ['init_module', 175, 105, 128],
  ['finit_module', 313, 273, 350],
  ['delete_module', 176, 106, 129],
  ['adjtimex', 159, 171, 124],
  ['settimeofday', 164, 170, 79],
  ['clock_settime', 227, 112, 264],
  ['sethostname', 170, 161, 74],
  ['setdomainname', 171, 162, 121],
];
const byNumber = (column: 1 | 2 | 3) => new Map(CALLS.map((call) => [String(call[column]), call[0]]));
const BY_ARCHITECTURE = new Map([
  ['c000003e', byNumber(1)],
  ['x86_64', byNumber(1)],
  ['c00000b7', byNumber(2)],
  ['aarch64', byNumber(2)],
  ['40000003', byNumber(3)],
  ['i386', byNumber(3)],
]);

/** The name of a system call, from its number or its name; the number itself when nobody watches it. */
export function callName(architecture: string | undefined, call: string): string {
  return BY_ARCHITECTURE.get(architecture ?? '')?.get(call) ?? call;
}

const MEANINGS: readonly (readonly [RegExp, category: string, type: string | readonly string[]])[] = [
  [/^execve/, 'process', 'start'],
  [/^(?:connect|sendto|socketcall|accept4?)$/, 'network', ['connection', 'start']],
  [/^(?:bind|listen|socket)$/, 'network', 'info'],
  [/^(?:unlink|rmdir)/, 'file', 'deletion'],
  [/^(?:creat|mkdir|mkdirat|link|symlink)$/, 'file', 'creation'],
  [/^open/, 'file', 'access'],
  [/^(?:rename|f?truncate|f?chmod|[fl]?chown|setxattr|removexattr|fchmodat|write|attr)/, 'file', 'change'],
  [/^(?:init_module|finit_module)$/, 'driver', 'start'],
  [/^delete_module$/, 'driver', 'end'],
  [/^kill$/, 'process', 'end'],
  [/^(?:ptrace|memfd_create)$/, 'process', 'access'],
  [/^set(?:res|re)?uid$/, 'process', 'change'],
  [/^(?:adjtimex|settimeofday|clock_settime|sethostname|setdomainname|u?mount2?)$/, 'configuration', 'change'],
];
const known = new Map(
  [...CALLS.map(([name]) => name), 'write', 'attr'].map((name) => [name, MEANINGS.find(([names]) => names.test(name))]),
);

/** What a system call does. */
export function callMeaning(name: string): Fields {
  const [, category, type] = known.get(name) ?? [undefined, 'process', 'info'];
  return meaning(name, category, type);
}
