import { networkInterfaces } from 'node:os';
import type { CreatedEvent } from '@rostrum/shared/protocol/http';
import { renderUnicodeCompact } from 'uqr';
import type { App } from '../app.ts';
import type { Config } from '../config.ts';
import { demoOf } from './make-demo.ts';

/** Tells whoever started the server where to go; makes the demo event at the very first start. */
export async function greet(app: App, config: Config): Promise<void> {
  const demo = config.demo ? await demoOf(app, config.dataFolder) : undefined;
  const here = config.origin ?? address(isHere(config.host) ? 'localhost' : config.host, app.port);
  const lines = ['', '  Rostrum is running.', ''];
  if (demo)
    lines.push(...demoLines(demo, here, config.origin ?? sharedAddress(config.host, app.port)));
  lines.push(`  A new event   ${here}/new`, '');
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
  ];
}

/** The address phones on the same network reach: this machine's own when it listens everywhere. */
function sharedAddress(host: string, port: number): string {
  return address(isEverywhere(host) ? (lanAddress() ?? 'localhost') : host, port);
}

/** Whether a browser on this machine reaches it by that name. */
function isHere(host: string): boolean {
  return isEverywhere(host) || host === '127.0.0.1' || host === '::1';
}

function isEverywhere(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

function address(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function lanAddress(): string | undefined {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return addresses.find((each) => each.family === 'IPv4' && !each.internal)?.address;
}
