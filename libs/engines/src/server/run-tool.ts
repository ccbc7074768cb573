import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const OUTPUT_LIMIT_BYTES = 8 * 1024 * 1024;
const LINES_SHOWN = 5;

export interface ToolOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program to its end and answers what it printed. @throws {Error} with what it printed about why when it fails. */
export function runTool(command: readonly string[], options: ToolOptions = {}): Promise<string> {
  const [program, ...args] = command;
  return new Promise((resolve, reject) => {
    execFile(program as string, args, { ...options, maxBuffer: OUTPUT_LIMIT_BYTES }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${program} failed: ${reasonIn(stdout + stderr) || error.message}`));
    });
  });
}

/** The program's path, `undefined` when PATH has none of that name. */
export function findOnPath(program: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, program)).find(isExecutable);
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The lines apt and Maven mark as errors, the first of which says why; of other programs the last ones. */
function reasonIn(output: string): string {
  const lines = stripVTControlCharacters(output)
    .split('\n')
    .filter((line) => line.trim() !== '');
  const errors = lines.filter((line) => /^(E:|\[ERROR\]) /.test(line)).slice(0, LINES_SHOWN);
  return (errors.length > 0 ? errors : lines.slice(-LINES_SHOWN)).join('\n');
}
