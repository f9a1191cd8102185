/**
 * For a page, before its scripts: takes away what Chromium 103, Firefox 115 and Safari
 * 16.4 do not have, of what the pages may call. Whoever calls it all the same gets its TypeError.
 */
export function withoutNewerApis(): void {
  const lost: readonly [object, readonly string[]][] = [
    [URL, ['parse', 'canParse']],
    [Map, ['groupBy']],
    [Object, ['groupBy']],
    [Promise, ['withResolvers', 'try']],
    [Array, ['fromAsync']],
    [Array.prototype, ['toSorted', 'toReversed', 'toSpliced', 'with']],
    [String.prototype, ['toWellFormed', 'isWellFormed']],
    [Set.prototype, ['union', 'intersection', 'difference', 'isSubsetOf']],
    [AbortSignal, ['any']],
    [Element.prototype, ['moveBefore', 'checkVisibility']],
    [HTMLElement.prototype, ['showPopover', 'hidePopover', 'togglePopover']],
    [Intl, ['Segmenter', 'DurationFormat']],
    [
      Object.getPrototypeOf(Object.getPrototypeOf([].values())) as object,
      [
        'map',
        'filter',
        'some',
        'find',
        'toArray',
        'take',
        'drop',
        'every',
        'reduce',
        'forEach',
        'flatMap',
      ],
    ],
    [globalThis, ['Iterator', 'Temporal', 'navigation', 'scheduler']],
  ];
  for (const [owner, names] of lost) {
    for (const name of names) Reflect.deleteProperty(owner, name);
  }
}
