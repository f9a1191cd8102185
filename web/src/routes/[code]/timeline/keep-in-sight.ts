/**
 * Brings the line into the middle of its window whenever `moment` is another,
 * unless somebody has just moved the window.
 */
export function keepInSight(_moment: string): (line: HTMLElement) => void {
  return (line) => {
    const frame = line.closest<HTMLElement>('.window');
    if (!frame || frame.matches(':focus-within, :active')) return;
    frame.scrollTop = line.offsetTop - frame.clientHeight / 2;
  };
}
