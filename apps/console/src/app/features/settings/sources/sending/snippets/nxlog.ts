import { lines, type Snippet } from './snippet';

export const nxlog: Snippet = {
  id: 'nxlog',
  title: 'nxlog',
  note:
    'Repeats what is not answered 200. An edition whose om_http has no AddHeader sends with a client certificate instead ' +
    '(HTTPSCertFile, HTTPSCertKeyFile) whose subject stands in the settings of the source.',
  parts: ({ url, caFile, token }) => [
    {
      title: 'nxlog.conf',
      language: 'conf',
      text: lines(
        '<Extension json>',
        '    Module       xm_json',
        '</Extension>',
        '',
        '<Input eventlog>',
        '    Module       im_msvistalog',
        '</Input>',
        '',
        '<Output tocsin>',
        '    Module       om_http',
        `    URL          ${url}/nxlog`,
        '    ContentType  application/json',
        `    AddHeader    Authorization: ApiKey ${token}`,
        caFile && `    HTTPSCAFile  ${caFile}`,
        '    Exec         to_json();',
        '</Output>',
        '',
        '<Route tocsin>',
        '    Path         eventlog => tocsin',
        '</Route>',
      ),
    },
  ],
};
