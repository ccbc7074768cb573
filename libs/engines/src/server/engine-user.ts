import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, statSync } from 'node:fs';

/** Keeps the capability usable by access(2), which engines call and which drops it for an ordinary user by default. */
const PASS_CLOSED_FOLDERS = [
  '--securebits=+no_setuid_fixup',
  '--inh-caps=+dac_read_search',
  '--ambient-caps=+dac_read_search',
];

interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Who engines run as: ourselves, or `nobody` when we are root, because PostgreSQL and Elasticsearch refuse root. When
 * `nobody` cannot enter a folder on the way (a clone under /root, a temporary folder of mode 700), it is given the one
 * capability to read past that.
 */
export class EngineUser {
  private readonly account: Account | undefined;

  constructor(isRoot = process.getuid?.() === 0) {
    this.account = isRoot ? nobody() : undefined;
  }

  /** The command line to put in front of a program so that it runs as this user and gets `deathSignal` when we end. */
  launcher(deathSignal: 'TERM' | 'INT', needs: readonly string[]): string[] {
    const start = ['setpriv', '--pdeathsig', deathSignal];
    if (this.account === undefined) return [...start, '--'];
    const { uid, gid } = this.account;
    const asNobody = [...start, `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
    if (canReach(asNobody, needs).ok) return [...asNobody, '--'];
    const pastFolders = [...asNobody, ...PASS_CLOSED_FOLDERS];
    const second = canReach(pastFolders, needs);
    if (second.ok) return [...pastFolders, '--'];
    throw new Error(
      `the user nobody, whom engines run as when Tocsin is started by root, cannot use ${second.path}. ` +
        'Make it and the folders above it accessible (chmod a+rX), move the project, or start Tocsin as an ordinary user',
    );
  }

  /** Makes a folder, and gives it and all in it to this user unless it is theirs. */
  ownFolder(folder: string): void {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (this.account !== undefined && statSync(folder).uid !== this.account.uid) this.ownTree(folder);
  }

  /** Gives a folder and all in it to this user. */
  ownTree(folder: string): void {
    if (this.account === undefined) return;
    execFileSync('chown', ['-R', `${this.account.uid}:${this.account.gid}`, '--', folder]);
  }

  /** Gives a file to this user. */
  ownFile(file: string): void {
    if (this.account !== undefined) chownSync(file, this.account.uid, this.account.gid);
  }
}

function nobody(): Account {
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }).trim());
  return { uid: id('-u'), gid: id('-g') };
}

/** Asks the kernel by trying, which counts every folder on the way, mount options and access lists. */
function canReach(launcher: readonly string[], paths: readonly string[]): { ok: boolean; path: string } {
  const script = 'for path; do test -x "$path" || { printf %s "$path"; exit 1; }; done';
  const [command, ...args] = launcher;
  const { status, stdout } = spawnSync(command as string, [...args, '--', 'sh', '-c', script, 'sh', ...paths], {
    cwd: '/',
    encoding: 'utf8',
  });
  return { ok: status === 0, path: stdout };
}
