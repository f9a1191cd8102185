import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { readConfig } from '@rostrum/server/config';
import { createMetrics } from '@rostrum/server/metrics';
import { suite } from '../lib/harness.ts';
import { mountsOf, readCompose, ROOT, serviceOf } from './compose-file.ts';

const { test, run } = suite('compose');

const SECRET = '9f3c61d7a05e48b2c1d87e6f40ab592d';
const PASSWORD = '0123456789abcdef';
const variables = { ROSTRUM_SECRET: SECRET, ROSTRUM_REDIS_PASSWORD: PASSWORD };
const compose = readCompose(variables);
const redis = serviceOf(compose, 'redis');
const proxy = serviceOf(compose, 'proxy');
const nodes = ['app-1', 'app-2'].map((name) => serviceOf(compose, name));
const services = Object.entries(compose.services);

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const dockerfile = read('server/Dockerfile');
const redisConf = read('examples/compose/redis/redis.conf');
const [, finalStage = ''] = /[^]*(^FROM [^]*)$/m.exec(dockerfile) ?? [];

/** Settings and variables that a text names. */
const namesIn = (text: string) => new Set(text.match(/\bROSTRUM_[A-Z_]+\b/g));

test('DEPLOY-1 there are Redis, two nodes and a proxy', () => {
  assert.equal(Object.keys(compose.services).sort(), ['app-1', 'app-2', 'proxy', 'redis']);
});

test('DEPLOY-1 the nodes are equal', () => {
  assert.equal(nodes[0], nodes[1]);
});

test('DEPLOY-1 the proxy knows every node, and nothing else', () => {
  assert.is(proxy.environment['ROSTRUM_NODES'], 'app-1:3000 app-2:3000');
});

test('DEPLOY-2 every setting of a node is one it knows, and it can use it', () => {
  const known = namesIn(read('server/src/config.ts'));
  for (const { environment } of nodes) {
    assert.equal(
      Object.keys(environment).filter((name) => !known.has(name)),
      [],
    );
    const { origin, secret, demo } = readConfig(environment);
    assert.equal(
      { origin, secret, demo },
      { origin: 'https://localhost', secret: SECRET, demo: false },
    );
  }
});

test('DEPLOY-2 every variable that the file or the Caddyfile reads is explained', () => {
  const explained = namesIn(read('.env.example'));
  const asked = read('docker-compose.yml').match(/(?<=\$\{)\w+/g) ?? [];
  assert.equal(
    asked.filter((name) => !explained.has(name)),
    [],
  );
  const set = Object.keys(proxy.environment);
  const own = namesIn(read('examples/compose/Caddyfile'));
  assert.equal(
    set.filter((name) => !own.has(name)),
    [],
  );
});

test('DEPLOY-3 without a secret or a password nothing starts, and the file names what is missing', () => {
  for (const missing of Object.keys(variables)) {
    assert.throws(
      () => readCompose({ ...variables, [missing]: '' }),
      new RegExp(`${missing} .*set it in .env`),
    );
  }
});

test('DEPLOY-3 no secret is written in the repository', () => {
  const texts = [
    'docker-compose.yml',
    '.env.example',
    ...globSync('examples/**/*.*', { cwd: ROOT }),
  ];
  for (const text of texts) assert.not.match(read(text), /(SECRET|PASSWORD)[:=] *[\w'"]/);
});

test('DEPLOY-4 only the proxy is published, and only it has a way out', () => {
  const published = services.filter(([, { ports }]) => ports.length > 0);
  assert.equal(
    published.map(([name]) => name),
    ['proxy'],
  );
  for (const [name, { networks }] of services) {
    const open = networks.filter((network) => !compose.networks[network]?.internal);
    assert.equal(open, name === 'proxy' ? ['outside'] : []);
  }
});

test('DEPLOY-4 the proxy does not reach Redis', () => {
  assert.equal(
    proxy.networks.filter((network) => redis.networks.includes(network)),
    [],
  );
  for (const { networks } of nodes) {
    assert.ok(networks.some((network) => redis.networks.includes(network)));
    assert.ok(networks.some((network) => proxy.networks.includes(network)));
  }
});

test('DEPLOY-5 no service can write but where it must, or gain rights', () => {
  for (const [name, service] of services) {
    assert.is(service.read_only, true, name);
    assert.equal(service.cap_drop, ['ALL'], name);
    assert.equal(service.security_opt, ['no-new-privileges:true'], name);
    assert.equal(service.cap_add, name === 'proxy' ? ['NET_BIND_SERVICE'] : [], name);
  }
});

test('DEPLOY-5 the nodes and Redis do not run as root', () => {
  assert.is(redis.user, 'redis');
  assert.equal(
    [...finalStage.matchAll(/^USER (.*)$/gm)].map(([, user]) => user),
    ['node'],
  );
});

test('DEPLOY-5 a node keeps no file', () => {
  for (const service of nodes) {
    assert.equal(service.volumes, []);
    assert.equal(service.tmpfs, ['/tmp']);
  }
  assert.not.match(dockerfile, /^VOLUME/m);
});

test('DEPLOY-6 what Redis has confirmed is on disk, in a volume, and never thrown out', () => {
  assert.match(redisConf, /^appendonly yes$/m);
  assert.match(redisConf, /^appendfsync always$/m);
  assert.match(redisConf, /^maxmemory-policy noeviction$/m);
  assert.ok(mountsOf(redis).some(({ isVolume, target }) => isVolume && target === '/data'));
  assert.equal(redis.command?.slice(-2), ['--dir', '/data']);
});

test('DEPLOY-8 the nodes and Redis tell whether they are well, and nodes wait for Redis', () => {
  assert.match(finalStage, /^HEALTHCHECK .*\n.*\/healthz/m);
  assert.match(redis.healthcheck?.test ?? '', /^redis-cli --user rostrum ping/);
  for (const { depends_on } of nodes) {
    assert.equal(depends_on, { redis: { condition: 'service_healthy' } });
  }
});

test('DEPLOY-8 every service gets the time to stop that it needs', () => {
  const seconds = Object.fromEntries(
    services.map(([name, service]) => [
      name,
      Number(/^(\d+)s$/.exec(service.stop_grace_period)?.[1]),
    ]),
  );
  assert.ok((seconds['app-1'] ?? 0) > 10, 'a node may take 10 s');
  assert.ok((seconds['proxy'] ?? 0) > 5, 'the proxy waits 5 s for long polls');
  assert.ok((seconds['redis'] ?? 0) > 10, 'Redis writes what is unwritten');
});

test('DEPLOY-9 whatever is mounted or copied exists, and what is mounted from here is read-only', () => {
  const mounts = services.flatMap(([, service]) => mountsOf(service));
  for (const { source, isVolume, isReadOnly } of mounts) {
    if (isVolume) {
      assert.ok(source in compose.volumes, source);
    } else {
      assert.ok(existsSync(join(ROOT, source)), source);
      assert.ok(isReadOnly, source);
    }
  }
  const { build } = nodes[0] ?? {};
  assert.ok(build && existsSync(join(ROOT, build.context, build.dockerfile)));
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(
    ([, from]) => from?.split(' ') ?? [],
  );
  assert.ok(copied.length > 5);
  for (const path of copied) assert.ok(existsSync(join(ROOT, path)), path);
});

test('DEPLOY-9 the image is built in stages, on the Node that the project runs on', () => {
  const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
  assert.ok(bases.length > 2);
  const { devDependencies } = JSON.parse(read('package.json')) as {
    devDependencies: Record<string, string>;
  };
  const major = /\d+/.exec(devDependencies['node'] ?? '')?.[0];
  assert.is(bases.at(-1), `node:${major}-slim`);
  assert.match(finalStage, /^ENV NODE_ENV=production /m);
});

test('DEPLOY-19 every figure that a node counts is explained', async () => {
  const { registry } = createMetrics(
    () => 0,
    () => 0,
  );
  const own = (await registry.getMetricsAsJSON()).filter(({ name }) => name.startsWith('rostrum_'));
  assert.ok(own.length > 5);
  const explained = read('docs/operations.md');
  for (const { name } of own) assert.match(explained, `| \`${name}`);
});

run();
