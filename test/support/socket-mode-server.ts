// Slack's side of Socket Mode on this machine: apps.connections.open, and one WebSocket by hand.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

const CLOSE = 8;

export interface SocketModeServer {
  readonly apiUrl: string;
  /** Sends an envelope as soon as somebody is connected. @returns what the app acknowledges it with */
  send(type: string, payload: object): Promise<unknown>;
  readonly tokens: readonly string[];
  close(): void;
}

/** @param error what `apps.connections.open` answers instead of an address */
export async function startSocketModeServer(error?: string): Promise<SocketModeServer> {
  const connected = Promise.withResolvers<Socket>();
  const waiting = new Map<string, (payload: unknown) => void>();
  const tokens: string[] = [];
  const server = createServer((request, response) => {
    tokens.push(request.headers.authorization ?? '');
    const { port } = server.address() as AddressInfo;
    const answer =
      error === undefined ? { ok: true, url: `ws://127.0.0.1:${port}/link` } : { ok: false, error };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  server.on('upgrade', (request, socket: Socket) => {
    const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash('sha1').update(key).digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    socket.on('data', (bytes) => {
      if (((bytes[0] ?? 0) & 15) === CLOSE) return socket.end(Buffer.from([0x80 | CLOSE, 0]));
      for (const text of textFrames(bytes)) {
        const { envelope_id: id, payload } = JSON.parse(text) as { envelope_id: string; payload?: unknown };
        waiting.get(id)?.(payload);
      }
    });
    socket.on('error', () => socket.destroy());
    socket.write(frame({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A0TRAILBOT' } }));
    connected.resolve(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  let sent = 0;
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    tokens,
    async send(type, payload) {
      const socket = await connected.promise;
      sent += 1;
      const id = `envelope-${sent}`;
      const acknowledged = new Promise<unknown>((resolve) => waiting.set(id, resolve));
      socket.write(frame({ type, envelope_id: id, accepts_response_payload: true, payload }));
      return acknowledged;
    },
    close() {
      connected.promise.then((socket) => socket.destroy()).catch(() => undefined);
      server.closeAllConnections();
      server.close();
    },
  };
}

/** One text frame, unmasked as a server's are. */
function frame(message: object): Buffer {
  const text = Buffer.from(JSON.stringify(message));
  const head = text.length < 126 ? [0x81, text.length] : [0x81, 126, text.length >> 8, text.length & 255];
  return Buffer.concat([Buffer.from(head), text]);
}

/** The texts in a client's masked frames; other frames are left out. */
function textFrames(bytes: Buffer): readonly string[] {
  const texts: string[] = [];
  for (let at = 0; at + 2 <= bytes.length; ) {
    const opcode = (bytes[at] ?? 0) & 15;
    const short = (bytes[at + 1] ?? 0) & 127;
    const length = short === 126 ? bytes.readUInt16BE(at + 2) : short;
    const mask = bytes.subarray(at + (short === 126 ? 4 : 2)).subarray(0, 4);
    const start = at + (short === 126 ? 8 : 6);
    const text = Buffer.from(bytes.subarray(start, start + length)).map(
      (byte, n) => byte ^ (mask[n % 4] ?? 0),
    );
    if (opcode === 1) texts.push(Buffer.from(text).toString());
    at = start + length;
  }
  return texts;
}
