/**
 * Whether this browser has to be given what `polyfills.ts` holds. The two that came
 * last stand for all: `URL.parse` in Chromium, the helpers of iterators elsewhere.
 */
export function lacksSomething(): boolean {
  return !('parse' in URL && 'Iterator' in globalThis);
}
