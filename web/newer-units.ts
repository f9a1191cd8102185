/** A length in a unit of a container, or of the window as it is at the moment. */
const LENGTH = /(\d*\.?\d+)(cqi|cqb|dvh)\b/g;
/** Where `app.css` says what each is in a browser that does not know it. */
const MEANING = /^--(cqi|cqb|dvh)$/;

/**
 * For PostCSS: writes `3cqb` as `calc(3 * var(--cqb))`. A declaration in a unit that a
 * browser does not know would be passed over there, and a display would have no sizes.
 */
export const newerUnits = {
  postcssPlugin: 'newer-units',
  Declaration(declaration: { prop: string; value: string }): void {
    if (MEANING.test(declaration.prop)) return;
    declaration.value = declaration.value.replace(LENGTH, 'calc($1 * var(--$2))');
  },
};
