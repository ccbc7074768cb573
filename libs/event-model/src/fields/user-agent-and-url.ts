import { fields } from './base';
import { osFields } from './os';

export const USER_AGENT_AND_URL_FIELDS = [
  ...fields('keyword', {
    'url.domain': 'Host of the URL.',
    'url.extension': 'Ending of the file the URL names, without the dot.',
    'url.fragment': 'What follows # in the URL.',
    'url.full': 'Whole URL, with scheme and host.',
    'url.original': 'URL as sent.',
    'url.password': 'Password in the URL.',
    'url.path': 'Path of the URL.',
    'url.query': 'What follows ? in the URL.',
    'url.registered_domain': 'Domain of the URL as somebody registered it.',
    'url.scheme': 'http, https, …',
    'url.subdomain': 'What the host of the URL has before the registered domain.',
    'url.top_level_domain': 'Public suffix of the host of the URL.',
    'url.username': 'Account in the URL.',
    'user_agent.device.name': 'Device, as the user agent says.',
    'user_agent.name': 'Program, as the user agent says.',
    'user_agent.original': 'User agent as sent.',
    'user_agent.version': 'Version of the program, as the user agent says.',
  }),
  ...osFields('user_agent', 'the client'),
  ...fields('long', { 'url.port': 'Port of the URL.' }),
];
