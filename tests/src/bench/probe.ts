/**
 * Loaded before a server whose memory is measured: when it is asked, it collects
 * the garbage and tells what is left. The server itself is not changed.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

/** What is in use after a collection, in bytes. */
export interface Memory {
  readonly resident: number;
  /** Of objects, and of buffers outside of them. */
  readonly used: number;
}

if (isMainThread && process.send) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  process.on('message', () => {
    collect();
    // What the first one finalised.
    setImmediate(() => {
      collect();
      const { rss, heapUsed, external } = process.memoryUsage();
      process.send?.({ resident: rss, used: heapUsed + external } satisfies Memory);
    });
  });
  process.channel?.unref();
}
