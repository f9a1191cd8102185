import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { LANGUAGE_COOKIE } from '@rostrum/shared/protocol/page';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { newerUnits } from './newer-units.ts';

/** Where `npm run dev` finds the server: the default of its `PORT`. */
const server = `http://localhost:${process.env['PORT'] ?? 3000}`;

/** What the page's template runs by itself. Kit hashes what it adds, and not what it finds. */
const TEMPLATE_SCRIPTS = [
  ...readFileSync(new URL('src/app.html', import.meta.url), 'utf8').matchAll(
    /<script[^>]*>([^]+?)<[/]script>/g,
  ),
].map(([, text = '']) => `sha256-${createHash('sha256').update(text).digest('base64')}` as const);

/** Kit looks for its own entry, and for what that loads, by their files. */
const NOT_KITS_ENTRY = /^(?!.*kit.src.runtime.client.(client-)?entry\.js)/;

/** The oldest browsers that the pages are for (docs/displays.md): syntax and styles are lowered to what they read. */
const OLDEST = ['chrome103', 'firefox115', 'safari16.4'];

export default defineConfig({
  plugins: [
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/lib/paraglide',
      strategy: ['custom-address', 'cookie', 'preferredLanguage', 'baseLocale'],
      cookieName: LANGUAGE_COOKIE,
    }),
    sveltekit({
      adapter: adapter(),
      inlineStyleThreshold: 4_096,
      csp: {
        // By hashes: a page is rendered once for many, who cannot share a nonce.
        mode: 'hash',
        directives: {
          'default-src': ['none'],
          'script-src': ['self', ...TEMPLATE_SCRIPTS],
          'style-src': ['self'],
          // The one style attribute is Kit's own, on the element that announces a navigation.
          'style-src-attr': [
            'unsafe-hashes',
            'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=',
          ],
          'img-src': ['self', 'data:'],
          'connect-src': ['self'],
          'base-uri': ['none'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
        },
      },
    }),
  ],
  build: { target: OLDEST },
  css: { postcss: { plugins: [newerUnits] } },
  environments: {
    client: {
      build: {
        rolldownOptions: {
          output: {
            codeSplitting: {
              // A request costs 400 bytes of heads, and its turn on bad Wi-Fi: what nearly every page
              // needs is one file, and what displays need besides is another.
              groups: [
                { name: 'base', test: NOT_KITS_ENTRY, minShareCount: 9 },
                { name: 'display', test: /web.src.lib.display/, minShareCount: 3 },
              ],
            },
          },
        },
      },
    },
  },
  server: {
    proxy: { '/api': server, '/socket.io': { target: server, ws: true } },
  },
});
