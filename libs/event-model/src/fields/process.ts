import { fields, type FieldSpec } from './base';
import { hashFields, peFields, signatureFields } from './content';

/** What is said of a process and of its parent alike. */
function processFields(prefix: string, which: string): FieldSpec[] {
  return [
    ...fields('keyword', {
      [`${prefix}.args`]: `Arguments of ${which}, one by one.`,
      [`${prefix}.command_line`]: `Command line of ${which} as started.`,
      [`${prefix}.entity_id`]: `Identifier of ${which} that is never used again.`,
      [`${prefix}.executable`]: `Path of ${which}.`,
      [`${prefix}.name`]: `Program name of ${which}.`,
      [`${prefix}.user.id`]: `Identifier of the account of ${which}.`,
      [`${prefix}.user.name`]: `Account ${which} runs as.`,
      [`${prefix}.working_directory`]: `Directory ${which} works in.`,
    }),
    ...hashFields(prefix, `the program of ${which}`),
    ...fields('date', { [`${prefix}.start`]: `When ${which} started.` }),
    ...fields('long', { [`${prefix}.pid`]: `Process id of ${which}.` }),
  ];
}

export const PROCESS_FIELDS = [
  ...processFields('process', 'the process'),
  ...processFields('process.parent', 'the parent'),
  ...peFields('process', 'the program'),
  ...signatureFields('process', 'the program'),
  ...fields('keyword', {
    'process.env_vars': 'Environment of the process, NAME=value.',
    'process.group.id': 'Identifier of the group the process runs as.',
    'process.group.name': 'Group the process runs as.',
    'process.real_user.id': 'Identifier of the account that started the process.',
    'process.real_user.name': 'Account that started the process.',
    'process.thread.name': 'Name of the thread.',
    'process.title': 'Title of the process, where it set one.',
  }),
  ...fields('date', { 'process.end': 'When the process ended.' }),
  ...fields('long', {
    'process.args_count': 'How many arguments the process has.',
    'process.exit_code': 'What the process ended with.',
    'process.thread.id': 'Thread of the process.',
    'process.uptime': 'Seconds the process has been running.',
  }),
  ...fields('boolean', { 'process.interactive': 'Whether the process has a terminal.' }),
];
