import type { Look } from './look.ts';

/**
 * Gives a stage the colour and the margin of its look, as `--accent` and
 * `--margin`. By script, for the content security policy takes no style
 * attributes; the theme is a class, so that the first paint has it.
 */
export function dress({ accent, margin }: Look): (stage: HTMLElement) => () => void {
  const properties = { '--accent': accent, '--margin': margin?.toString() };
  return (stage) => {
    for (const [name, value] of Object.entries(properties)) {
      if (value !== undefined) stage.style.setProperty(name, value);
    }
    return () => {
      for (const name of Object.keys(properties)) stage.style.removeProperty(name);
    };
  };
}
