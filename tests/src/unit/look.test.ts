import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import {
  contrast,
  hexOf,
  readableOn,
  STAGE_CONTRAST,
  type Hex,
} from '../../../web/src/lib/display/contrast.ts';
import { addressOf } from '../../../web/src/lib/display/address-of.ts';
import { lookOf, overlayShowOf, STAGE_PAPERS } from '../../../web/src/lib/display/look.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('look');
const at = (query: string) => new URL(`https://rostrum.example/ABCDEF/screen${query}`);
const css = readFileSync(new URL('../../../web/src/app.css', import.meta.url), 'utf8');

const USUAL = {
  theme: 'dark',
  accent: undefined,
  logo: undefined,
  margin: undefined,
  mirror: false,
};

test('DISP-5 a display takes its look from its address', () => {
  const logo = 'https://example.org/a%20logo.svg?v=2';
  const query = `?theme=light&accent=%23004488&logo=${encodeURIComponent(logo)}&margin=7.5&mirror`;
  const accent = '#004488';
  assert.equal(lookOf(at(query)), { theme: 'light', accent, logo, margin: 7.5, mirror: true });
  assert.is(lookOf(at('?accent=9CF')).accent, '#99ccff');
  assert.is(overlayShowOf(at('?show=speaker')), 'speaker');
});

test('DISP-5 what means nothing in an address is passed over', () => {
  assert.equal(lookOf(at('')), USUAL);
  for (const query of [
    '?theme=pink',
    '?accent=red',
    '?accent=%2312345',
    '?accent=url(https://example.org)',
    '?logo=http://example.org/logo.png',
    '?logo=javascript:alert(1)',
    '?logo=data:image/png;base64,AAAA',
    '?logo=https://user:secret@example.org/logo.png',
    '?logo=logo.png',
    `?logo=https://example.org/${'a'.repeat(2_000)}`,
    '?margin=-4',
    '?margin=wide',
    '?margin=1e1',
    '?mirror=0',
  ]) {
    assert.equal(lookOf(at(query)), USUAL, query);
  }
  assert.is(lookOf(at('?margin=99')).margin, 20);
  assert.is(overlayShowOf(at('?show=everything')), 'auto');
});

test('STEER-7 a display that is told what to show goes there in the look that it has', () => {
  const here = 'https://rostrum.example/ABCDEF/overlay?accent=05b&show=auto';
  assert.is(addressOf('overlay-timer', here), here.replace('auto', 'timer'));
  assert.is(addressOf('screen', here), here.replace('overlay', 'screen'));
});

test('DISP-6 any colour is readable on either theme, and one that was stays as it is', () => {
  const digits = ['00', '33', '7f', 'cc', 'ff'];
  const colours = digits.flatMap((red) =>
    digits.flatMap((green) => digits.map((blue): Hex => `#${red}${green}${blue}`)),
  );
  for (const paper of Object.values(STAGE_PAPERS)) {
    for (const colour of colours) {
      const readable = readableOn(paper, colour);
      assert.ok(contrast(readable, paper) >= STAGE_CONTRAST, `${colour} on ${paper}`);
      if (contrast(colour, paper) >= STAGE_CONTRAST) assert.is(readable, colour);
    }
  }
});

test('DISP-6 contrast is that of WCAG', () => {
  assert.is(contrast('#000000', '#ffffff'), 21);
  assert.is(contrast('#777777', '#ffffff').toFixed(2), '4.48');
  assert.is(hexOf(' #AbC '), '#aabbcc');
});

for (const [theme, paper] of Object.entries(STAGE_PAPERS)) {
  test(`DISP-6 every colour that a ${theme} stage writes in has a contrast of 7`, () => {
    const selector = theme === 'dark' ? '.stage {' : '.stage.light {';
    const block = css.slice(css.indexOf(`\n${selector}`)).split('}')[0] ?? '';
    const tokens = new Map(
      [...block.matchAll(/(--[\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [
        name,
        value as Hex,
      ]),
    );
    assert.is(tokens.get('--paper'), paper);
    for (const name of ['--ink', '--ink-soft', '--ink-quiet', '--accent', '--warn', '--bad']) {
      const value = tokens.get(name) ?? '#000000';
      assert.ok(contrast(value, paper) >= STAGE_CONTRAST, `${name}: ${value}`);
    }
    const [ground, ink] = [tokens.get('--warn-wash'), tokens.get('--on-warn')];
    assert.ok(ground && ink && contrast(ground, ink) >= STAGE_CONTRAST, '--on-warn');
  });
}

run();
