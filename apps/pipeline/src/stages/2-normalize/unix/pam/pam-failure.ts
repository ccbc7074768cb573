import { endFields, type Fields } from '../../values/end';
import { meaning } from '../forms/message-form';

/** `authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.1  user=root` */
const FAILURE = /^(?:(?<times>\d{1,9}) more )?authentication failures?; /;
const PAIR = /(?<=^|\s)(?<key>[a-z]{3,7})=(?<value>\S*)/g;
const USER = ' user=';
const DETAILS = new Set(['logname', 'uid', 'euid', 'tty', 'ruser']);

/** A failed authentication as PAM's modules tell it, or several of them; `undefined` when it is something else. */
export function readPamFailure(text: string): Fields | undefined {
  const start = FAILURE.exec(text);
  if (start === null) return undefined;
  const rest = text.slice(start[0].length);
  // The account is the client's and stands last, so that it cannot pretend to be another pair.
  const userAt = rest.indexOf(USER);
  const fields: Fields = { ...meaning('pam_failure', 'authentication', 'start', 'failure') };
  const user = userAt < 0 ? '' : rest.slice(userAt + USER.length).trim();
  if (user !== '') fields['user.name'] = user;
  if (start.groups?.['times'] !== undefined) fields['tocsin.repeat'] = Number(start.groups['times']);
  return { ...fields, ...pairFields(userAt < 0 ? rest : rest.slice(0, userAt)) };
}

function pairFields(text: string): Fields {
  const fields: Fields = {};
  for (const { groups } of text.matchAll(PAIR)) {
    const { key = '', value = '' } = groups ?? {};
    if (key === 'rhost') Object.assign(fields, endFields('source', value));
    else if (value !== '' && DETAILS.has(key)) fields[`details.${key}`] = value;
  }
  return fields;
}
