import type { Fields } from '../../values/end';
import { meaning } from '../forms/message-form';

/** `ann : [what went wrong ; ]TTY=pts/0 ; PWD=/home/ann ; USER=root ; COMMAND=/bin/ls` */
const START = /^(?<user>\S{1,256}) : (?:(?<reason>[^=;]{1,500}?) ; )?(?=[A-Z]{2,12}=)/;
const SEPARATOR = ' ; ';
const COMMAND = 'COMMAND=';
const FIELD_OF_KEY: Readonly<Record<string, string>> = {
  TTY: 'details.tty',
  PWD: 'process.working_directory',
  USER: 'user.effective.name',
  GROUP: 'group.name',
  ENV: 'details.env',
  TSID: 'details.tsid',
  HOST: 'details.host',
  CHROOT: 'details.chroot',
};
/** What is wrong with who asks, and not with what is asked for. */
const ABOUT_ACCOUNT =
  /incorrect password|password is required|no tty present|a terminal is required|authentication failure|conversation failed/;

/** A command asked of sudo; `undefined` when the message is about something else. */
export function readSudoMessage(text: string): Fields | undefined {
  const start = START.exec(text);
  if (start === null) return undefined;
  const { user = '', reason } = start.groups ?? {};
  const fields: Fields = { ...sudoMeaning(reason), 'user.name': user };
  if (reason !== undefined) fields['event.reason'] = reason;
  const rest = text.slice(start[0].length);
  // The command stands last and may hold anything.
  const cut = `${SEPARATOR}${rest}`.indexOf(SEPARATOR + COMMAND);
  const command = cut < 0 ? '' : rest.slice(cut + COMMAND.length).trim();
  if (command !== '') fields['process.command_line'] = command;
  return Object.assign(fields, pairFields(cut < 0 ? rest : rest.slice(0, cut)));
}

function sudoMeaning(reason: string | undefined): Fields {
  if (reason === undefined) return meaning('sudo', 'process', 'start', 'success');
  return ABOUT_ACCOUNT.test(reason)
    ? meaning('sudo', 'authentication', 'start', 'failure')
    : meaning('sudo', ['process', 'iam'], ['start', 'denied'], 'failure');
}

function pairFields(text: string): Fields {
  const fields: Fields = {};
  for (const pair of text.split(SEPARATOR)) {
    const sign = pair.indexOf('=');
    const field = FIELD_OF_KEY[pair.slice(0, sign)];
    const value = pair.slice(sign + 1).trim();
    if (field !== undefined && value !== '') fields[field] = value;
  }
  return fields;
}
