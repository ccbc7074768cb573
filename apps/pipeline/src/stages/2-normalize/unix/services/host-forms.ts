import { meaning, type MessageForm } from '../forms/message-form';

/** After the time since the start, if the kernel says it. */
const BUS = String.raw`^(?:\[ {0,12}[\d.]{1,20}\] )?usb (?<bus>[\w.-]{1,40}): `;

/** Devices on the kernel's USB. */
export const USB_FORMS: readonly MessageForm[] = ['[', 'usb '].flatMap((starts) => [
  {
    starts,
    pattern: new RegExp(`${BUS}New USB device found, idVendor=(?<vendor>\\w{1,8}), idProduct=(?<product>\\w{1,8})`),
    fields: meaning('usb_connected', 'host', 'info'),
  },
  {
    starts,
    pattern: new RegExp(`${BUS}USB disconnect, device number (?<device>\\d{1,6})`),
    fields: meaning('usb_disconnected', 'host', 'info'),
  },
]);

/** Units as systemd starts and stops them. */
export const SYSTEMD_FORMS: readonly MessageForm[] = [
  {
    starts: 'Started Session ',
    pattern: /^Started Session (?<session>\w+) of [Uu]ser (?<user>\S+?)\.?$/,
    fields: meaning('service_started', 'session', 'start', 'success'),
  },
  ...(
    [
      ['Started', 'start', 'success'],
      ['Stopped', 'end', 'success'],
      ['Failed to start', 'start', 'failure'],
    ] as const
  ).map(([word, type, outcome]) => ({
    starts: `${word} `,
    pattern: new RegExp(`^${word} (?<unit>.{1,300}?)\\.?$`),
    fields: meaning(type === 'start' ? 'service_started' : 'service_stopped', 'process', type, outcome),
  })),
  {
    starts: 'Time has been changed',
    pattern: /^Time has been changed/,
    fields: meaning('time_changed', 'configuration', 'change'),
  },
  {
    starts: 'Failed to ',
    pattern: /^(?<reason>Failed to .*)$/s,
    fields: meaning('failed', 'process', 'error', 'failure'),
  },
];

/** Programs of macOS that tell who is there and what may be used. */
export const MACOS_FORMS: readonly MessageForm[] = [
  ...(
    [
      ['FAILED', 'failure'],
      ['SUCCEEDED', 'success'],
    ] as const
  ).map(([word, outcome]) => ({
    starts: `Authentication: ${word} `,
    pattern: new RegExp(
      `^Authentication: ${word} :: User Name: (?<user>[^:]{1,256}) :: Viewer Address: (?<from>\\S+) :: Type: (?<authmethod>.*)$`,
    ),
    fields: meaning('screen_sharing', 'authentication', 'start', outcome),
  })),
  ...(
    [
      ['sessionDidLogin', 'start'],
      ['sessionDidLogout', 'end'],
      ['screenIsLocked', 'info'],
      ['screenIsUnlocked', 'info'],
    ] as const
  ).map(([event, type]) => ({
    starts: '[com.apple.',
    pattern: new RegExp(`^.{0,300}?com\\.apple\\.(?:sessionagent\\.)?${event}, with userID:(?<userid>\\d{1,10})`),
    fields: meaning(event, 'session', type),
  })),
  {
    starts: '[com.apple.TCC:access] ',
    pattern: /^\[com\.apple\.TCC:access\] Update Access Record: (?<service>\S+) for (?<client>\S+) to (?<access>\w+)/,
    fields: meaning('access_changed', 'configuration', 'change'),
  },
];
