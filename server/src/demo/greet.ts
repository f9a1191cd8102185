import type { CreatedEvent } from '@rostrum/shared/protocol/http';
import { renderUnicodeCompact } from 'uqr';
import type { App } from '../app.ts';
import type { Config } from '../config.ts';
import { ownAddress, sharedAddress } from '../addresses.ts';
import { demoOf } from './make-demo.ts';

/**
 * Tells whoever started the server where to go; makes the demo event at the very first start.
 *
 * @param onTrouble told why there is no demo: the server runs all the same.
 */
export async function greet(
  app: App,
  config: Config,
  onTrouble: (error: unknown) => void,
): Promise<void> {
  const demo = config.demo ? await demoOf(app, config.dataFolder).catch(onTrouble) : undefined;
  const here = config.origin ?? ownAddress(config.host, app.port);
  const lines = ['', '  Rostrum is running.', ''];
  if (demo)
    lines.push(...demoLines(demo, here, config.origin ?? sharedAddress(config.host, app.port)));
  const make =
    app.newEventPath === undefined
      ? 'nobody makes one: ROSTRUM_CREATE is off'
      : `${here}${app.newEventPath}`;
  lines.push(`  A new event   ${make}`, '');
  process.stdout.write(`${lines.join('\n')}\n`);
}

function demoLines({ code, links }: CreatedEvent, here: string, shared: string): string[] {
  const join = `${shared}/${code}`;
  const link = (role: string) => `${here}${links.find((each) => each.role === role)?.path ?? ''}`;
  return [
    `  Join          ${join}   (code ${code})`,
    '',
    ...renderUnicodeCompact(join, { border: 2 })
      .split('\n')
      .map((line) => `  ${line}`),
    '',
    `  Desk          ${link('moderator')}`,
    `  Show          ${link('caller')}`,
    `  Podium        ${link('chair')}`,
    `  Screen        ${here}/${code}/screen`,
    `  Overlay       ${here}/${code}/overlay`,
  ];
}
