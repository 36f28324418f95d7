import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import { hashSchema } from '../lib/hash.ts';
import { type Article, bodySchema } from './article.ts';
import { normalizeBody } from './canonical.ts';
import { ContentError } from './content-error.ts';
import { htmlLimits, htmlToBody, type KnownImage } from './html-in.ts';
import { articleToHtml, articleToPlainText, bodyToHtml } from './html-out.ts';

const resolve = (source: string): KnownImage | null => {
  const sha256 = /^store:([0-9a-f]{64})$/.exec(source)?.[1];
  return sha256 === undefined ? null : { sha256: hashSchema.parse(sha256), mediaType: 'image/png' };
};
const targets = { imageUrl: (sha256: string): string => `store:${sha256}` };
const rewritten = (html: string): string => bodyToHtml(htmlToBody(html, resolve).body, targets);
const outcome = (html: string): string => {
  try {
    htmlToBody(html);
    return 'accepted';
  } catch (error) {
    return error instanceof ContentError ? error.code : String(error);
  }
};
const picture = hashSchema.parse('a'.repeat(64));

describe('HTML', () => {
  test('anything between angle brackets gives a body the schema accepts', () => {
    const piece = fc.constantFrom(
      ...'<p> </p> <ul> <li> </li> </ul> <table> <tr> <td> </td> </tr> </table> <b> </b> <a\u00a0href=//x> </a> <h1> </h3>'.split(
        ' ',
      ),
      ...'<blockquote> <hr> <br> <pre> </pre> <figure> <figcaption> <svg> </svg> <script> </script> <!-- --> chữ &amp; <'.split(
        ' ',
      ),
      `<img src="store:${picture}">`,
      '\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const { body } = htmlToBody(pieces.join('').replaceAll('\u00a0', ' '), resolve);
        expect(bodySchema.safeParse(body).error?.issues).toBeUndefined();
        expect(normalizeBody(body)).toEqual(body);
      }),
      { numRuns: 200 },
    );
  });

  test('a whole body is printed as a portal shows it', () => {
    const article: Article = {
      language: 'vi',
      title: 'Tiêu đề',
      summary: '',
      author: 'A & B',
      source: '',
      sourceDate: null,
      body: {
        type: 'doc',
        content: [
          { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: '1 < 2' }] },
          {
            type: 'paragraph',
            attrs: { textAlign: 'center' },
            content: [
              { type: 'text', text: 'đậm ', marks: [{ type: 'bold' }] },
              { type: 'text', text: 'nghiêng', marks: [{ type: 'italic' }, { type: 'bold' }] },
            ],
          },
          {
            type: 'image',
            attrs: { sha256: picture, mediaType: 'image/png', alt: '"ảnh"', caption: 'Chú thích', width: 10 },
          },
        ],
      },
      attachments: [{ sha256: picture, name: 'Phụ lục <1>.pdf', mediaType: 'application/pdf', size: 1 }],
      document: null,
    };
    const html = articleToHtml(article, { ...targets, attachmentUrl: ({ sha256 }) => `/tep/${sha256}` });
    expect(html).toBe(
      '<h2>1 &lt; 2</h2><p class="align-center"><strong>đậm <em>nghiêng</em></strong></p>' +
        `<figure><img src="store:${picture}" alt="&quot;ảnh&quot;" width="10"><figcaption>Chú thích</figcaption></figure>` +
        `<ul class="attachments"><li><a href="/tep/${picture}" download="Phụ lục &lt;1&gt;.pdf">Phụ lục &lt;1&gt;.pdf</a></li></ul>`,
    );
    expect(articleToPlainText(article)).toBe('Tiêu đề\n1 < 2\nđậm nghiêng\n"ảnh"\nChú thích\nPhụ lục <1>.pdf\nA & B');
  });
});

describe('sanitised HTML in', () => {
  test.each([
    ['<p onclick="x()">a<script>alert(1)</script>b</p>', '<p>ab</p>'],
    ['<a href="javascript:alert(1)">a</a><a href=" jAvascript:1">b</a>', '<p>ab</p>'],
    ['<a href="//evil.example/x">a</a><a href="data:text/html,x">b</a>', '<p>ab</p>'],
    ['<svg><a href="https://x.vn"><p>a</p></a></svg>b', '<p>b</p>'],
    ['<math><mtext><img src=x onerror=alert(1)></mtext></math>b', '<p>b</p>'],
    ['<iframe srcdoc="<p>x"></iframe><object data=x>y</object><p>b', '<p>b</p>'],
    ['<style>p{}</style><noscript><p title="</noscript><img src=x>">', '<p></p>'],
    ['<img src="https://tracker.example/1.gif">chữ', '<p>chữ</p>'],
    ['<form action=/x><input name=a><button>Gửi</button>chữ</form>', '<p>chữ</p>'],
    ['&lt;script&gt;alert(1)&lt;/script&gt;', '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>'],
  ])('%s', (html, expected) => {
    expect(rewritten(html)).toBe(expected);
  });

  test.each([
    ['<ul><li>a<ul><li>b</ul><li>c</ul>', '<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>'],
    ['<li>a</li>', '<ul><li>a</li></ul>'],
    ['<ol start="3"><li></li></ol>', '<ol start="3"><li></li></ol>'],
    [
      '<table><tr><td rowspan=2>a<td>b<tr></tr><tr><td>c</table>',
      '<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>',
    ],
    ['<div>a<div>b</div>c</div>', '<p>a</p><p>b</p><p>c</p>'],
    ['<h1>a</h1><h6>b</h6>', '<h2>a</h2><h4>b</h4>'],
    ['<p>a <b> b </b> c<br> d</p>', '<p>a <strong>b </strong>c<br>d</p>'],
    [
      '<p style="text-align:center">a</p><p align=right>b</p>',
      '<p class="align-center">a</p><p class="align-right">b</p>',
    ],
    ['<pre>a\n  b</pre>', '<p>a<br>b</p>'],
    [`<p>a<img src="store:${picture}">b</p>`, `<p>a</p><figure><img src="store:${picture}" alt=""></figure><p>b</p>`],
    ['', '<p></p>'],
  ])('%s keeps its structure', (html, expected) => {
    expect(rewritten(html)).toBe(expected);
  });

  test.each([
    '<a href="java\tscript:alert(1)">a</a>',
    '<a href="&#106;avascript:alert(1)">a</a>',
    '<a href="\u0001javascript:alert(1)">a</a>',
    '<a href="vbscript:x">a</a><a href="file:///c:/x">b</a><a href="\\\\host\\x">c</a>',
    '<a href="https://x.vn/" onclick=x style="position:fixed" target=_top download ping=//x>a</a>',
    '<p style="background:url(//x)" class="align-center x" id=title is=x slot=y>a</p>',
    '<svg/onload=alert(1)><p>a',
    '<svg><style><img src=x onerror=alert(1)></style></svg>a',
    '<math><mi//xlink:href="data:x,<script>alert(1)</script>">a',
    '<math><annotation-xml encoding="text/html"><img src=x onerror=1></annotation-xml></math>a',
    '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<textarea><!--</textarea><img src=x onerror=alert(1)>-->a',
    '<xmp></xmp><img src=x onerror=1></xmp>a',
    '<title><a title="</title><img src=x onerror=1>">a',
    '<table><caption><script>x</script>a</caption><tr background=//x><td onload=x>b</table>',
    '<![CDATA[<script>alert(1)</script>]]>a',
    '<!--[if gte IE 4]><script>alert(1)</script><![endif]-->a',
    '<?xml-stylesheet href="javascript:x"?><?php echo 1 ?>a',
    '<img src="x" srcset="//x 1x" onerror=alert(1) alt="a">',
    '<iframe src="javascript:alert(1)"></iframe><embed src=x><object data=x></object>a',
    '<base href="//x"><link rel=stylesheet href=//x><meta http-equiv=refresh content="0;url=//x">a',
    '<input autofocus onfocus=alert(1)><select><option>b</select><button formaction=javascript:x>c</button>a',
    '<details open ontoggle=alert(1)><summary>a</summary></details>',
    '<video><source onerror=alert(1)></video><audio src=x onerror=1></audio>a',
    '<template><script>alert(1)</script></template><portal src=//x></portal>a',
    '<a id=x name=attributes><a id=x name=y href="cid:x">a</a></a>',
    '<ul><li><script>x</script></li></ul><dialog open>b</dialog>a',
    '<plaintext><script>alert(1)</script>',
    '<p>a</p\u0000><scr\u0000ipt>alert(1)</scr\u0000ipt>',
    '<<script>alert(1)//<</script>a',
    '<a href="https://x.vn/"><img src=x onerror=1>">a</a>',
    "<a href='https://x.vn/&quot; onclick=&quot;x'>a</a>",
    '&lt;img src=x onerror=alert(1)&gt;',
  ])('nothing but allowed elements and attributes comes out of %j', (html) => {
    const elements =
      'p h2 h3 h4 ul ol li blockquote table tbody tr th td figure figcaption img hr br a strong em u s sup sub'.split(
        ' ',
      );
    const attributes = ['href', 'rel', 'class', 'start', 'colspan', 'rowspan', 'src', 'alt', 'width', 'height'];
    const parser = new Parser({
      onopentag: (name, found) => {
        expect(elements).toContain(name);
        expect(attributes).toEqual(expect.arrayContaining(Object.keys(found)));
        if (found['href'] !== undefined) expect(found['href']).toMatch(/^(https?:\/\/|mailto:|tel:|#|\/(?!\/))/);
        if (found['class'] !== undefined) expect(found['class']).toMatch(/^align-(center|right|justify)$/);
      },
      oncomment: () => expect.unreachable('a comment came out'),
      onprocessinginstruction: () => expect.unreachable('an instruction came out'),
    });
    parser.write(rewritten(html));
    parser.end();
  });

  test('what is left out is reported once per kind, with its count', () => {
    const { warnings } = htmlToBody('<script></script><iframe></iframe><img src=x><a href="file:///etc">a</a>\u0001');
    expect(warnings).toEqual([
      { code: 'element-dropped', count: 2, detail: 'script' },
      { code: 'image-dropped', count: 1, detail: 'x' },
      { code: 'link-dropped', count: 1, detail: 'file:///etc' },
      { code: 'character-dropped', count: 1, detail: 'control character' },
    ]);
  });

  test('bytes, nodes and depth are accepted at the limit and refused one past it', () => {
    const { bytes, depth, nodes } = htmlLimits;
    expect({
      bytes: [outcome('x'.repeat(bytes)), outcome('x'.repeat(bytes + 1)), outcome('đ'.repeat(bytes / 2 + 1))],
      nodes: [outcome('<br>'.repeat(nodes)), outcome('<br>'.repeat(nodes + 1))],
      depth: [outcome('<div>'.repeat(depth)), outcome('<div>'.repeat(depth + 1))],
    }).toEqual({
      bytes: ['accepted', 'html-too-large', 'html-too-large'],
      nodes: ['accepted', 'html-too-many-nodes'],
      depth: ['accepted', 'html-too-deep'],
    });
  });

  test('a million nested elements are refused', () => {
    expect(outcome('<div>'.repeat(1_000_000))).toBe('html-too-deep');
  });

  test('containers nested past what an article may hold are flattened, their text kept', () => {
    const { body, warnings } = htmlToBody(`${'<blockquote>'.repeat(150)}chữ`);
    expect(warnings.map((warning) => warning.code)).toEqual(['nesting-flattened']);
    expect(JSON.stringify(body)).toContain('chữ');
  });

  test('a line longer than a text node may be goes on in the next paragraph', () => {
    const { body } = htmlToBody('đ'.repeat(120_001));
    expect(
      body.content.map((block) => (block.type === 'paragraph' ? JSON.stringify(block.content).length : 0)),
    ).toHaveLength(3);
  });
});
