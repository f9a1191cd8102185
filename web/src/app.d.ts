import type { PageGate } from '@rostrum/shared/protocol/page';

declare global {
  namespace App {
    interface Platform {
      /** The server's own request, as far as pages know it. Absent under `npm run dev`. */
      req: {
        /** What pages are rendered from. */
        gate?: PageGate;
      };
    }
  }
}
