import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as assert from 'uvu/assert';
import { suite } from '../lib/harness.ts';
import { tempFolder } from '../lib/temp-folder.ts';

const { test, run } = suite('supply-chain');
const ROOT = join(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const rules = new Set(
  [...read('docs/spec.md').matchAll(/^- \*\*([A-Z]+-\d+)\*\* /gm)].map(([, rule]) => rule),
);

interface Locked {
  packages: Record<string, { integrity?: string; link?: boolean; resolved?: string }>;
}

interface Sbom {
  components: { name: string; hashes?: unknown[] }[];
}

test('SEC-1 every threat in SECURITY.md names its rules and its tests, and there are such', () => {
  const rows = read('SECURITY.md').match(/^\| (?!threat|-).*\|$/gm) ?? [];
  assert.ok(rows.length > 20);
  for (const row of rows) {
    const [, threat = '', against = '', cited = '', files = ''] = row.split('|');
    assert.ok(threat.trim() && against.trim(), row);
    const texts = [...files.matchAll(/`([^`]+)`/g)].map(([, file]) => {
      assert.ok(existsSync(join(ROOT, 'tests/src', file ?? '')), `${threat}: ${file}`);
      return read(join('tests/src', file ?? ''));
    });
    assert.ok(texts.length > 0, threat);
    for (const rule of cited.split(',').map((each) => each.trim())) {
      assert.ok(rules.has(rule), `${threat}: ${rule}`);
      assert.ok(
        texts.some((text) => text.includes(`${rule} `)),
        `${threat}: no test of ${rule} among its files`,
      );
    }
  }
});

test('RUN-23 everything that is installed has its checksum, and no registry is named', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as Locked;
  for (const [path, { integrity, link, resolved }] of Object.entries(packages)) {
    if (!path.includes('node_modules/') || link) continue;
    assert.match(integrity ?? '', /^sha512-/, path);
    assert.is(resolved, undefined, path);
  }
});

test('RUN-23 what is shipped, and what it is built with, is listed from the lock file alone, and CI does it', async () => {
  assert.match(read('.ci/run'), '.ci/supply-chain');
  const script = read('.ci/supply-chain');
  const [, command = ''] = /^npm (sbom .*) >/m.exec(script) ?? [];
  const { stdout } = await promisify(execFile)('npm', [...command.split(' '), '--offline'], {
    cwd: ROOT,
    maxBuffer: 32 * 1024 * 1024,
  });
  const { components } = JSON.parse(stdout) as Sbom;
  const names = new Set(components.map(({ name }) => name));
  for (const each of ['express', 'socket.io', 'zod', 'ioredis', 'svelte', 'papaparse', 'vite']) {
    assert.ok(names.has(each), each);
  }
});

test('RUN-23 a registry that does not answer is said to be so, and stops nothing; a known fault does', async (t) => {
  const folder = await tempFolder(t);
  mkdirSync(join(folder, '.ci'));
  cpSync(join(ROOT, '.ci/supply-chain'), join(folder, '.ci/supply-chain'));
  /** Runs the script with an npm that answers an audit so. */
  const runWith = (said: string, code: number) => {
    const npm = `#!/bin/sh\n[ "$1" = sbom ] && exit 0\necho '${said}' >&2\nexit ${code}\n`;
    writeFileSync(join(folder, 'npm'), npm, { mode: 0o755 });
    const env = { ...process.env, PATH: `${folder}:${process.env['PATH']}` };
    return promisify(execFile)(join(folder, '.ci/supply-chain'), { env }).then(
      ({ stdout }) => stdout,
      (error: { stdout: string }) => `ended badly: ${error.stdout}`,
    );
  };
  assert.match(await runWith('', 0), 'No fault of level high');
  const away = 'npm error audit endpoint returned an error';
  assert.match(await runWith(away, 1), /^(?!ended badly)[^]*NOT looked up/);
  assert.match(await runWith('1 high severity vulnerability', 1), /^ended badly[^]*1 high/);
});

run();
