import { connect } from 'node:net';

/**
 * Sends one request in these very words, as no client library would, and gives all that came back.
 * The answer's end is the connection's.
 */
export function rawRequest(
  { url }: { url: string },
  line: string,
  headers: Record<string, string> = {},
): Promise<string> {
  const { hostname, port, host } = new URL(url);
  const all = Object.entries({ Host: host, Connection: 'close', ...headers });
  const socket = connect(Number(port), hostname);
  socket.write([`${line} HTTP/1.1`, ...all.map((each) => each.join(': ')), '', ''].join('\r\n'));
  return new Promise((resolve, reject) => {
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
    socket.once('error', reject).once('close', () => resolve(answer));
  });
}

/** The status of a raw answer. */
export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
}
