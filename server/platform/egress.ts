import { lookup } from 'node:dns/promises';
import http from 'node:http';
import net from 'node:net';
import tls from 'node:tls';
import ipaddr from 'ipaddr.js';

/** A call that is not made, because of where it would go. Nothing was sent. */
export class EgressRefused extends Error {
  override readonly name = 'EgressRefused';
}

export interface EgressReply {
  status: number;
  /** At most 64 KiB of it; the rest is not read. */
  body: string;
}

/** Connected to an address that was checked; nothing of a request has left yet. */
export interface EgressConnection {
  /** Throws what the network throws, also when no whole head of an answer comes in time. Redirects are not followed. */
  send(request: { method: 'POST' | 'GET'; headers: Record<string, string>; body?: string }): Promise<EgressReply>;
  close(): void;
}

export interface Egress {
  /** Throws EgressRefused where the guard says no, another error where nobody answers. */
  connect(url: string): Promise<EgressConnection>;
}

export interface EgressOptions {
  /** Networks of the operator's own that may be reached besides public ones, on any port: CIDRs. */
  allow: readonly string[];
  /** Addresses of a name; asked once for each call, so that a second answer cannot lead elsewhere. */
  resolve?: (host: string) => Promise<string[]>;
  connectMs?: number;
  answerMs?: number;
}

const ports = new Set([80, 443, 8080, 8443]);
const mostBytes = 64 * 1024;
/** All that was ever given out of IPv6; `::7f00:1` and other old forms of IPv4 lie outside. */
const globalUnicast = ipaddr.parseCIDR('2000::/3');

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = ReturnType<typeof ipaddr.parseCIDR>;

const resolveHost = async (host: string): Promise<string[]> =>
  (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);

/** The one way out for addresses that people type: webhooks now, connectors later. */
export function createEgress({
  allow,
  resolve = resolveHost,
  connectMs = 10_000,
  answerMs = 20_000,
}: EgressOptions): Egress {
  const own = allow.map((cidr) => ipaddr.parseCIDR(cidr));
  return {
    async connect(text) {
      const url = parseUrl(text);
      const addresses = await addressesOf(url, resolve);
      const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
      for (const address of addresses) requireReachable(address, port, own);
      const socket = await connectFirst(addresses, { url, port, connectMs });
      return { send: (request) => sendOver(socket, url, { ...request, answerMs }), close: () => socket.destroy() };
    },
  };
}

function parseUrl(text: string): URL {
  if (!URL.canParse(text)) throw new EgressRefused('This is not an address.');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new EgressRefused('Only http and https are called.');
  if (url.username || url.password) throw new EgressRefused('An address may not carry a user or password.');
  return url;
}

/** Every address of the host, literal or by name. */
async function addressesOf(url: URL, resolve: (host: string) => Promise<string[]>): Promise<Address[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const texts = ipaddr.isValid(host) ? [host] : await resolve(host);
  if (texts.length === 0) throw new Error(`${host} has no address`);
  return texts.map((text) => {
    if (!ipaddr.isValid(text)) throw new EgressRefused('The name leads to something that is no address.');
    return ipaddr.process(text);
  });
}

function requireReachable(address: Address, port: number, own: readonly Network[]): void {
  if (own.some(([network, bits]) => network.kind() === address.kind() && address.match(network as never, bits))) return;
  if (address.range() !== 'unicast' || (address.kind() === 'ipv6' && !address.match(globalUnicast as never)))
    throw new EgressRefused(`The address leads to ${address.toString()}, which is not a public one.`);
  if (!ports.has(port)) throw new EgressRefused(`Port ${port} is not called: use ${[...ports].join(', ')}.`);
}

interface Target {
  url: URL;
  port: number;
  connectMs: number;
}

async function connectFirst(addresses: readonly Address[], target: Target): Promise<net.Socket> {
  let problem: unknown;
  for (const address of addresses) {
    try {
      return await connectTo(address.toString(), target);
    } catch (error) {
      problem = error;
    }
  }
  throw problem;
}

/** Connects to this very address, whatever the name says by now, and looks at who is at the other end. */
async function connectTo(address: string, { url, port, connectMs }: Target): Promise<net.Socket> {
  const host = url.hostname;
  const isSecure = url.protocol === 'https:';
  const servername = net.isIP(host.replace(/^\[|\]$/g, '')) ? {} : { servername: host };
  const socket = isSecure ? tls.connect({ host: address, port, ...servername }) : net.connect({ host: address, port });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.setTimeout(connectMs, () => reject(new Error('no connection in time')));
      socket.once('error', reject);
      socket.once(isSecure ? 'secureConnect' : 'connect', resolve);
    });
    const peer = socket.remoteAddress;
    if (peer === undefined || ipaddr.process(peer).toString() !== address)
      throw new EgressRefused('The connection ended somewhere else.');
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

function sendOver(
  socket: net.Socket,
  url: URL,
  { method, headers, body, answerMs }: Parameters<EgressConnection['send']>[0] & { answerMs: number },
): Promise<EgressReply> {
  return new Promise((resolve, reject) => {
    const request = http.request({
      createConnection: () => socket,
      method,
      host: url.host,
      path: `${url.pathname}${url.search}`,
      headers: {
        ...headers,
        host: url.host,
        connection: 'close',
        'content-length': String(Buffer.byteLength(body ?? '')),
      },
    });
    const limit = setTimeout(() => request.destroy(new Error('no answer in time')), answerMs);
    const end = (settle: () => void) => {
      clearTimeout(limit);
      settle();
      socket.destroy();
    };
    request.once('error', (error) => end(() => reject(error)));
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      const answer = () => ({
        status: response.statusCode ?? 0,
        body: Buffer.concat(chunks).subarray(0, mostBytes).toString(),
      });
      // The head is an answer: what happens to the rest of a body that nobody needs changes nothing.
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes >= mostBytes) end(() => resolve(answer()));
      });
      response.once('close', () => end(() => resolve(answer())));
    });
    request.end(body);
  });
}
