import type { PageGate } from '@rostrum/shared/protocol/http';
import type { IncomingMessage } from 'node:http';

declare global {
  namespace App {
    interface Platform {
      /** The server's own request; it carries what pages are rendered from. Absent under `npm run dev`. */
      req: IncomingMessage & { gate?: PageGate };
    }
  }
}
