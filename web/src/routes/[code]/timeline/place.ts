import type { Stretch } from './axis.ts';

/** Puts an element on the axis. By script, for the content security policy takes no style attributes. */
export function place({ from, to }: Stretch): (node: HTMLElement) => void {
  return (node) => {
    node.style.setProperty('--from', `${(from * 100).toFixed(3)}%`);
    node.style.setProperty('--length', `${((to - from) * 100).toFixed(3)}%`);
  };
}

/** Gives the axis as many rows as it needs. */
export function rows(count: number): (node: HTMLElement) => void {
  return (node) => node.style.setProperty('--rows', count.toFixed(2));
}
