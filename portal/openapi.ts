import { type OpenAPI, OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { z } from 'zod';
import { portalContract } from '#shared/contract/portal-contract.ts';
import { apiPrefix, blobHeaders, doorbellEvent, protocolVersion, requestHeaders } from '#shared/contract/protocol.ts';
import { pullLineSchema, snapshotLineSchema } from '#shared/contract/sync-messages.ts';

/** The whole interface as OpenAPI 3.1: the contract's procedures and, beside them, the streamed resources. */
export async function openApiDocument(): Promise<OpenAPI.Document> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(portalContract, {
    info: {
      title: 'Central portal of an editorial board',
      version: String(protocolVersion),
      description:
        'What a desk asks of the central portal server. Every signed-in request carries a bearer token, a nonce and a proof signed with the key of the device.',
    },
    servers: [{ url: apiPrefix }],
    security: [{ session: [], proof: [], nonce: [], protocol: [] }],
    components: {
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer' },
        proof: { type: 'apiKey', in: 'header', name: requestHeaders.proof },
        nonce: { type: 'apiKey', in: 'header', name: requestHeaders.nonce },
        protocol: { type: 'apiKey', in: 'header', name: requestHeaders.protocol },
      },
    },
  });
  return { ...document, paths: { ...document.paths, ...streamedPaths() } };
}

function streamedPaths(): OpenAPI.PathsObject {
  const board = pathParameter('board', '^[a-z0-9]{16,32}$');
  return {
    '/boards/{board}/events': {
      get: {
        operationId: 'boards.events',
        summary: 'A page of the board’s chain: every sequence of its range, as an event or as a stub',
        parameters: [board, queryParameter('after', 0), queryParameter('limit', 1)],
        responses: { '200': lines(pullLineSchema), default: failure() },
      },
    },
    '/boards/{board}/snapshot': {
      get: {
        operationId: 'boards.snapshot',
        summary: 'Every visible item as it stands, with the head signed by the server',
        parameters: [board],
        responses: { '200': lines(snapshotLineSchema), default: failure() },
      },
    },
    '/boards/{board}/doorbell': {
      get: {
        operationId: 'boards.doorbell',
        summary: `Server-sent events named “${doorbellEvent}” whose data is the head’s sequence; data itself comes by pull`,
        parameters: [board],
        responses: {
          '200': { description: 'Open until either side ends it', content: { 'text/event-stream': {} } },
          default: failure(),
        },
      },
    },
    '/blobs/{sha256}': blobPath(),
  };
}

function blobPath(): OpenAPI.PathsObject[string] {
  const sha256 = pathParameter('sha256', '^[0-9a-f]{64}$');
  const received = { description: 'Bytes kept so far', schema: { type: 'integer', minimum: 0 } } as const;
  const headers = { [blobHeaders.received]: received };
  const bytes = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } as const;
  return {
    parameters: [sha256],
    head: {
      operationId: 'blobs.head',
      responses: {
        '200': { description: 'Whole' },
        '404': { description: 'Not whole', headers },
        default: failure(),
      },
    },
    get: {
      operationId: 'blobs.get',
      parameters: [{ name: 'range', in: 'header', schema: { type: 'string' } as const }],
      responses: {
        '200': { description: 'Whole', content: bytes },
        '206': { description: 'The range asked for', content: bytes },
        '416': { description: 'Outside of the blob' },
        default: failure(),
      },
    },
    put: {
      operationId: 'blobs.put',
      parameters: [{ name: 'content-range', in: 'header', schema: { type: 'string' } as const }],
      requestBody: { required: true, content: bytes },
      responses: {
        '201': { description: 'Whole, and its hash is proven', headers },
        '202': { description: 'Kept; more is to come', headers },
        '409': { description: 'The piece does not continue what is kept', headers },
        default: failure(),
      },
    },
  };
}

interface Parameter {
  name: string;
  in: string;
  required: boolean;
  schema: { type: 'string'; pattern: string } | { type: 'integer'; minimum: number };
}

function pathParameter(name: string, pattern: string): Parameter {
  return { name, in: 'path', required: true, schema: { type: 'string', pattern } };
}

function queryParameter(name: string, minimum: number): Parameter {
  return { name, in: 'query', required: false, schema: { type: 'integer', minimum } };
}

function lines(schema: z.ZodType): { description: string; content: Record<string, object> } {
  const line = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return {
    description: `NDJSON, zstd or gzip when accepted. One line: ${JSON.stringify(line)}`,
    content: { 'application/x-ndjson': {} },
  };
}

function failure(): { description: string } {
  return {
    description: 'A typed failure: {"defined":true,"code":"APP","status":…,"data":{"code","subject","refusal"}}',
  };
}
