import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setDefaultCACertificates } from 'node:tls';
import { until, type Context } from '../lib/harness.ts';
import { freePort } from '../lib/redis.ts';
import { tempFolder } from '../lib/temp-folder.ts';

/** A proxy that serves https://localhost, with a certificate of its own making. */
export interface Proxy {
  /** Where it serves HTTPS: `https://localhost:…` */
  readonly url: string;
  /** Where it sends people on from. */
  readonly plainUrl: string;
  /** What it logged so far. */
  output(): string;
}

/**
 * Runs Debian's Caddy with our Caddyfile in front of these nodes. Everything it
 * keeps is in a folder that goes with the test, and this process trusts the
 * certificate it makes.
 *
 * @param ports of HTTPS and HTTP, for nodes that must know their origin before it runs
 */
export async function startCaddy(
  t: Context,
  caddyfile: string,
  nodes: readonly string[],
  ports: ProxyPorts,
): Promise<Proxy> {
  const folder = await tempFolder(t);
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    XDG_DATA_HOME: folder,
    XDG_CONFIG_HOME: folder,
    ROSTRUM_NODES: nodes.map((url) => new URL(url).host).join(' '),
    ROSTRUM_PROXY_BIND: '127.0.0.1',
    ROSTRUM_PROXY_HTTP_PORT: String(ports.http),
    ROSTRUM_PROXY_HTTPS_PORT: String(ports.https),
  };
  const words = ['run', '--config', caddyfile, '--adapter', 'caddyfile'];
  const child = spawn('caddy', words, { env, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  t.after(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const root = await until(
    () => {
      if (child.exitCode !== null) throw new Error(`caddy ended: ${output}`);
      const file = join(folder, 'caddy/pki/authorities/local/root.crt');
      return output.includes('certificate obtained successfully') ? readFile(file, 'utf8') : '';
    },
    { what: 'caddy' },
  );
  setDefaultCACertificates([root]);
  return {
    url: `https://localhost:${ports.https}`,
    plainUrl: `http://localhost:${ports.http}`,
    output: () => output,
  };
}

export interface ProxyPorts {
  readonly https: number;
  readonly http: number;
}

export async function freeProxyPorts(): Promise<ProxyPorts> {
  return { https: await freePort(), http: await freePort() };
}
