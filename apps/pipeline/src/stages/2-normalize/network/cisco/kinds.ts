/** What a message is about, in ECS's words. */
export interface Kind {
  readonly action: string;
  readonly category: readonly string[];
  readonly type: readonly string[];
  readonly outcome?: 'success' | 'failure';
}

const network = (action: string, type: readonly string[], outcome?: 'success' | 'failure'): Kind =>
  kind(action, ['network'], type, outcome);
const login = (action: string, outcome: 'success' | 'failure', type = 'start'): Kind =>
  kind(action, ['authentication'], [type], outcome);
const session = (action: string, type: 'start' | 'end'): Kind =>
  kind(action, ['network', 'session'], ['connection', type], 'success');
const configuration = (action: string): Kind => kind(action, ['configuration'], ['change'], 'success');
const account = (action: string, type: string): Kind => kind(action, ['iam'], ['user', type], 'success');

const STARTED = network('connection_started', ['connection', 'start', 'allowed'], 'success');
const ENDED = network('connection_ended', ['connection', 'end'], 'success');
const DENIED = network('connection_denied', ['connection', 'denied'], 'failure');
const ALLOWED = network('connection_allowed', ['connection', 'allowed'], 'success');
const ACCEPTED = login('login', 'success');
const REJECTED = login('login', 'failure');
const LOGGED_OUT = login('logout', 'success', 'end');

/** Messages whose words alone do not say it. */
const BY_CODE: ReadonlyMap<string, Kind> = new Map(
  (
    [
      [['113004', '113012', '109005', '605005', '611101', '716038', 'LOGIN_SUCCESS'], ACCEPTED],
      [
        ['113005', '113015', '113016', '113017', '113021', '109006', '109008', '605004', '611102', '716039', '308001'],
        REJECTED,
      ],
      [['LOGIN_FAILED', 'AUTHFAIL'], REJECTED],
      [['611103', '109012', '605006', 'LOGOUT'], LOGGED_OUT],
      [['113006'], kind('account_locked', ['iam'], ['user', 'change'], 'success')],
      [['113039', '716001', '722022', '713119', '722051', '603108', '713049'], session('session_started', 'start')],
      [['113019', '716002', '722023', '603109', '713259', '713050'], session('session_ended', 'end')],
      [['111008', '111009', '111010'], kind('command_executed', ['configuration', 'process'], ['change'], 'success')],
      [
        ['111001', '111002', '111003', '111004', '111005', '111007', 'CONFIG_I'],
        configuration('configuration_changed'),
      ],
      [['502101'], account('user_added', 'creation')],
      [['502102'], account('user_deleted', 'deletion')],
      [['502103'], account('user_changed', 'change')],
      [['304001'], kind('url_accessed', ['network', 'web'], ['access', 'allowed'], 'success')],
      [['304002'], kind('url_denied', ['network', 'web'], ['access', 'denied'], 'failure')],
      [['305011', '305009'], network('translation_started', ['start'], 'success')],
      [['305012', '305010'], network('translation_ended', ['end'], 'success')],
      [['SIGNATURE', '733100', '430001'], kind('intrusion_detected', ['network', 'intrusion_detection'], ['info'])],
      [['430005'], kind('malware_detected', ['network', 'malware'], ['info'])],
    ] as const
  ).flatMap(([codes, found]) => codes.map((code) => [code, found] as const)),
);

const DENYING = /\b(?:den(?:y|ied)|drop(?:ped)?|discard(?:ed)?|reject(?:ed)?|block(?:ed)?|disallow(?:ing|ed)|spoof)\b/i;
const ALLOWING = /\b(?:permit(?:ted)?|allow(?:ed)?|est-allowed)\b/i;
/** Of clients at a port of a switch. */
const AUTHENTICATED = /^Authentication (failed|succeeded|successful) for client /;
/** The verdict stands at the start: what follows are names and reasons. */
const HEAD = 90;

/** `undefined` when the message is only a message. */
export function kindOf(code: string, text: string): Kind | undefined {
  const known = BY_CODE.get(code);
  if (known !== undefined) return known;
  if (text.startsWith('Built ')) return STARTED;
  if (text.startsWith('Teardown ')) return ENDED;
  const [, verdict] = AUTHENTICATED.exec(text) ?? [];
  if (verdict !== undefined) return verdict.startsWith('fail') ? REJECTED : ACCEPTED;
  const head = text.slice(0, HEAD);
  if (DENYING.test(head)) return DENIED;
  return ALLOWING.test(head) ? ALLOWED : undefined;
}

function kind(
  action: string,
  category: readonly string[],
  type: readonly string[],
  outcome?: 'success' | 'failure',
): Kind {
  return { action, category, type, ...(outcome === undefined ? {} : { outcome }) };
}
