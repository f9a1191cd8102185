import { on } from 'svelte/events';
import type { Attachment } from 'svelte/attachments';

/** Takes a file that is dropped on the element, which has `data-dropping` while one is held over it. */
export function dropFile(open: (file: File) => void): Attachment<HTMLElement> {
  return (node) => {
    const holdsFile = (drag: DragEvent) => drag.dataTransfer?.types.includes('Files') === true;
    const off = [
      on(node, 'dragover', (drag) => {
        if (!holdsFile(drag)) return;
        drag.preventDefault();
        node.dataset['dropping'] = '';
      }),
      on(node, 'dragleave', (drag) => {
        if (!node.contains(drag.relatedTarget as Node | null)) delete node.dataset['dropping'];
      }),
      on(node, 'drop', (drag) => {
        delete node.dataset['dropping'];
        if (!holdsFile(drag)) return;
        drag.preventDefault();
        const [file] = drag.dataTransfer?.files ?? [];
        if (file) open(file);
      }),
    ];
    return () => {
      for (const stop of off) stop();
    };
  };
}
