import { networkInterfaces } from 'node:os';

/** The address phones on the same network reach: this machine's own when it listens everywhere. */
export function sharedAddress(host: string, port: number): string {
  return address(isEverywhere(host) ? (lanAddress() ?? 'localhost') : host, port);
}

/** The address for a browser on this machine. */
export function ownAddress(host: string, port: number): string {
  return address(isEverywhere(host) || isLoopback(host) ? 'localhost' : host, port);
}

/** Whether only this machine reaches it by that name. */
export function isLoopback(host: string): boolean {
  return ['localhost', '::1', '[::1]'].includes(host) || /^127(?:\.\d{1,3}){3}$/.test(host);
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
