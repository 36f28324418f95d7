import { request } from 'node:https';
import { Parser } from 'htmlparser2';
import type { ItemId } from '#shared/lib/ids.ts';

/** The portal as a browser reaches it. */
export interface FormDoor {
  readonly url: string;
  readonly caPem: string;
}

interface Reply {
  readonly status: number;
  readonly cookie: string | null;
  readonly location: string | null;
  readonly text: string;
}

/** The portal's own administration form, filled in and sent over HTTPS as a browser sends it. */
export class AdministrationForm {
  readonly #door: FormDoor;
  #cookie = '';

  constructor(door: FormDoor) {
    this.#door = door;
  }

  async signIn(password: string): Promise<void> {
    const reply = await this.#send('POST', '/quan-tri/dang-nhap', new URLSearchParams({ 'mat-khau': password }));
    if (reply.status !== 303 || reply.cookie === null) throw new Error(`the form did not sign in: ${reply.status}`);
    this.#cookie = reply.cookie;
  }

  /** Every field of an item's form with what it holds now, hidden ones included. */
  async read(item: ItemId): Promise<Map<string, string>> {
    const reply = await this.#send('GET', `/quan-tri/tin/${item}`);
    if (reply.status !== 200) throw new Error(`the form of ${item} does not open: ${reply.status}`);
    return fieldsOf(reply.text);
  }

  /** Sends the whole form back; throws unless the portal says that it saved. */
  async save(item: ItemId, fields: ReadonlyMap<string, string>): Promise<void> {
    const reply = await this.#send('POST', `/quan-tri/tin/${item}`, new URLSearchParams([...fields]));
    if (reply.status !== 303 || reply.location?.endsWith('?sau=saved') !== true) {
      throw new Error(`the form was not saved: ${reply.status} ${reply.location ?? ''}`);
    }
  }

  #send(method: 'GET' | 'POST', path: string, form?: URLSearchParams): Promise<Reply> {
    const body = form?.toString();
    const { url, caPem } = this.#door;
    return new Promise((resolve, reject) => {
      const sending = request(
        `${url}${path}`,
        {
          method,
          ca: caPem,
          headers: {
            ...(this.#cookie === '' ? {} : { cookie: this.#cookie }),
            ...(body === undefined
              ? {}
              : { 'content-type': 'application/x-www-form-urlencoded', origin: url, 'sec-fetch-site': 'same-origin' }),
          },
        },
        (response) => {
          const pieces: Buffer[] = [];
          response.on('data', (piece: Buffer) => pieces.push(piece));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              cookie: response.headers['set-cookie']?.[0]?.split(';', 1)[0] ?? null,
              location: response.headers.location ?? null,
              text: Buffer.concat(pieces).toString('utf8'),
            }),
          );
        },
      );
      sending.on('error', reject);
      sending.end(body);
    });
  }
}

function fieldsOf(page: string): Map<string, string> {
  const fields = new Map<string, string>();
  let area: string | null = null;
  let edit = false;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'form') edit = (attributes['action'] ?? '').startsWith('/quan-tri/tin/');
      if (!edit) return;
      const field = attributes['name'];
      if (field === undefined) return;
      if (name === 'textarea') {
        area = field;
        fields.set(field, '');
      } else if (name === 'input' && attributes['type'] !== 'checkbox') fields.set(field, attributes['value'] ?? '');
    },
    ontext(text) {
      if (area !== null) fields.set(area, (fields.get(area) ?? '') + text);
    },
    onclosetag(name) {
      if (name === 'form') edit = false;
      if (name !== 'textarea' || area === null) return;
      // A browser drops the line end right after the opening tag.
      fields.set(area, (fields.get(area) ?? '').replace(/^\r?\n/, ''));
      area = null;
    },
  });
  parser.end(page);
  return fields;
}
