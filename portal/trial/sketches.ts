/** Strokes of a digit on a 4 × 6 grid; drawn as lines, because a machine may have no font that sharp can find. */
const glyphs: Readonly<Record<string, string>> = {
  '0': 'M1 0H3Q4 0 4 1V5Q4 6 3 6H1Q0 6 0 5V1Q0 0 1 0Z',
  '1': 'M1 1L2.500 0V6M1 6H4',
  '2': 'M0 1.300Q0 0 2 0T4 1.500Q4 2.600 0 6H4',
  '3': 'M0 .800Q.800 0 2 0Q4 0 4 1.500Q4 3 2 3Q4 3 4 4.500Q4 6 2 6Q.800 6 0 5.200',
  '4': 'M3 6V0L0 4H4',
  '5': 'M3.800 0H.400L0 2.800Q.800 2.300 2 2.300Q4 2.300 4 4.100Q4 6 2 6Q.600 6 0 5.200',
  '6': 'M3.600 .400Q0 0 0 4Q0 6 2 6Q4 6 4 4.100Q4 2.400 2 2.400Q.300 2.400 0 4',
  '7': 'M0 0H4L1.500 6',
  '8': 'M2 2.900Q.200 2.900 .200 1.400Q.200 0 2 0Q3.800 0 3.800 1.400Q3.800 2.900 2 2.900Q0 2.900 0 4.500Q0 6 2 6Q4 6 4 4.500Q4 2.900 2 2.900Z',
  '9': 'M.400 5.600Q4 6 4 2Q4 0 2 0Q0 0 0 1.900Q0 3.600 2 3.600Q3.700 3.600 4 2',
  ',': 'M.300 5.500V6L-.200 7',
};

/** A number in strokes, `98,7`, its left edge at x and its top at y; height in pixels. */
function figures(text: string, x: number, y: number, height: number, colour: string): string {
  const scale = height / 6;
  let at = x;
  let paths = '';
  for (const sign of text) {
    paths += `<path d="${glyphs[sign] ?? ''}" transform="translate(${at.toFixed(1)} ${y.toFixed(1)}) scale(${scale.toFixed(3)})"/>`;
    at += (sign === ',' ? 2 : 5.6) * scale;
  }
  return `<g fill="none" stroke="${colour}" stroke-width=".75" stroke-linecap="round" stroke-linejoin="round">${paths}</g>`;
}

function figuresWidth(text: string, height: number): number {
  return [...text].reduce((width, sign) => width + ((sign === ',' ? 2 : 5.6) * height) / 6, -(1.6 * height) / 6);
}

function written(value: number): string {
  return Number.isInteger(value) && value > 100 ? String(value) : value.toFixed(1).replace('.', ',');
}

function canvas(width: number, height: number, content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${content}</svg>`;
}

/** Upright bars, each with its value above it; `from` is where the axis starts. */
export function barChart(values: readonly number[], from: number, to: number): string {
  const [width, height, base, top] = [960, 540, 470, 70];
  const slot = 800 / values.length;
  const bars = values.map((value, index) => {
    const tall = ((value - from) / (to - from)) * (base - top);
    const wide = Math.min(150, slot * 0.6);
    const x = 90 + slot * index + (slot - wide) / 2;
    const label = written(value);
    const colour = index === values.length - 1 ? '#a3221b' : '#0b4a86';
    return `<rect x="${x}" y="${base - tall}" width="${wide}" height="${tall}" rx="4" fill="${colour}"/>${figures(label, x + wide / 2 - figuresWidth(label, 30) / 2, base - tall - 46, 30, '#1b2733')}`;
  });
  const lines = [0.25, 0.5, 0.75, 1].map((share) => {
    const y = base - share * (base - top);
    return `<path d="M90 ${y}H890" stroke="#d5dde5" stroke-width="2"/>`;
  });
  return canvas(
    width,
    height,
    `<rect width="${width}" height="${height}" fill="#f7f9fb"/>${lines.join('')}${bars.join('')}<path d="M90 ${base}H890" stroke="#1b2733" stroke-width="3"/>`,
  );
}

/** Lying bars in the order given, each with its rank and value. */
export function rowChart(values: readonly number[]): string {
  const height = 60 + values.length * 64;
  const rows = values.map((value, index) => {
    const y = 36 + index * 64;
    const long = value * 7.2;
    const text = written(value);
    return `${figures(String(index + 1), 40, y + 9, 24, '#4d5b69')}<rect x="90" y="${y}" width="${long}" height="42" rx="4" fill="${index === 0 ? '#a3221b' : '#0b4a86'}"/>${figures(text, 90 + long + 18, y + 9, 24, '#1b2733')}`;
  });
  return canvas(960, height, `<rect width="960" height="${height}" fill="#f7f9fb"/>${rows.join('')}`);
}

/** Numbered steps in two rows, joined by arrows. */
export function stepDiagram(steps: number): string {
  const each = Math.ceil(steps / 2);
  const gap = 840 / each;
  const boxes = Array.from({ length: steps }, (_, index) => {
    const x = 60 + gap * (index % each) + gap / 2;
    const y = index < each ? 140 : 370;
    const last = index === steps - 1;
    const right = `<path d="M${x + 62} ${y}h${gap - 136}m-14 -14l16 14l-16 14" fill="none" stroke="#4d5b69" stroke-width="6" stroke-linecap="round"/>`;
    const down = `<path d="M${x} ${y + 112}v36H${60 + gap / 2}v18m-12 -12l12 14l12 -14" fill="none" stroke="#4d5b69" stroke-width="6" stroke-linecap="round" stroke-linejoin="round"/>`;
    const arrow = last ? '' : index === each - 1 ? down : right;
    return `<circle cx="${x}" cy="${y}" r="52" fill="${last ? '#a3221b' : '#0b4a86'}"/>${figures(String(index + 1), x - 15, y - 23, 46, '#ffffff')}${arrow}<rect x="${x - 70}" y="${y + 68}" width="140" height="12" rx="6" fill="#b9c4cf"/><rect x="${x - 48}" y="${y + 90}" width="96" height="12" rx="6" fill="#d5dde5"/>`;
  });
  return canvas(960, 520, `<rect width="960" height="520" fill="#f7f9fb"/>${boxes.join('')}`);
}

/** A three-storey public building with trees and a flagpole. */
export function buildingSketch(): string {
  const windows = [0, 1, 2].flatMap((floor) =>
    Array.from({ length: 9 }, (_, column) => {
      const x = 215 + column * 60;
      const y = 175 + floor * 78;
      if (floor === 2 && column >= 3 && column <= 5) return '';
      return `<rect x="${x}" y="${y}" width="38" height="46" rx="3" fill="#bcd6ea"/><path d="M${x + 19} ${y}v46M${x} ${y + 23}h38" stroke="#fff" stroke-width="3"/>`;
    }),
  );
  const tree = (x: number, size: number): string =>
    `<rect x="${x - 5}" y="${430 - size * 0.4}" width="10" height="${size * 0.5}" fill="#7a5a3a"/><circle cx="${x}" cy="${430 - size * 0.7}" r="${size * 0.45}" fill="#4f8a5b"/><circle cx="${x - size * 0.28}" cy="${430 - size * 0.5}" r="${size * 0.3}" fill="#5f9b6a"/>`;
  return canvas(
    960,
    540,
    `<defs><linearGradient id="s" x2="0" y2="1"><stop stop-color="#cfe3f3"/><stop offset="1" stop-color="#f4f9fd"/></linearGradient></defs>
<rect width="960" height="540" fill="url(#s)"/><circle cx="820" cy="95" r="46" fill="#f7d774"/>
<path d="M0 300Q160 190 320 280T640 260T960 290V440H0Z" fill="#a9c7ae"/>
<rect y="430" width="960" height="110" fill="#dfe5ea"/><path d="M0 470H960M0 505H960" stroke="#cbd4dc" stroke-width="3"/>
<rect x="190" y="150" width="580" height="282" fill="#f3ead8"/><path d="M170 150L480 70L790 150Z" fill="#9c3b2e"/><rect x="170" y="146" width="620" height="14" fill="#7f2f25"/>
<circle cx="480" cy="118" r="20" fill="#f2c14e"/>${windows.join('')}
<rect x="392" y="322" width="176" height="110" fill="#8a5a36"/><path d="M480 322V432" stroke="#6c4427" stroke-width="5"/><rect x="376" y="306" width="208" height="18" fill="#d8c9ab"/><path d="M352 432H608L630 456H330Z" fill="#c9bda3"/>
<path d="M680 456V190" stroke="#5b6875" stroke-width="7"/><path d="M684 194H768L750 219L768 244H684Z" fill="#a3221b"/>
${tree(95, 130)}${tree(165, 96)}${tree(845, 138)}${tree(905, 100)}`,
  );
}

/** People around a table in a village hall. */
export function meetingSketch(): string {
  const person = (x: number, y: number, colour: string, hair: string): string =>
    `<path d="M${x - 52} ${y + 150}Q${x - 52} ${y + 62} ${x} ${y + 62}T${x + 52} ${y + 150}Z" fill="${colour}"/><circle cx="${x}" cy="${y + 26}" r="34" fill="#e8b98f"/><path d="M${x - 36} ${y + 22}Q${x - 34} ${y - 16} ${x} ${y - 16}T${x + 36} ${y + 22}Q${x} ${y + 2} ${x - 36} ${y + 22}Z" fill="${hair}"/>`;
  return canvas(
    960,
    540,
    `<rect width="960" height="540" fill="#f6efe2"/><rect y="420" width="960" height="120" fill="#cfae82"/>
<rect x="70" y="60" width="190" height="150" fill="#cfe3f3" stroke="#8a6a45" stroke-width="10"/><path d="M165 60V210M70 135H260" stroke="#8a6a45" stroke-width="6"/>
<rect x="360" y="50" width="300" height="120" rx="6" fill="#2f6f5e"/><path d="M390 85H560M390 112H620M390 139H510" stroke="#dcefe8" stroke-width="7" stroke-linecap="round"/>
<rect x="750" y="60" width="140" height="190" fill="#e5d3b3"/><path d="M750 122H890M750 186H890" stroke="#b89b6c" stroke-width="6"/>
${person(210, 215, '#0b4a86', '#cfd4d9')}${person(345, 195, '#7a3b69', '#2b2b2b')}${person(480, 205, '#2f7d5b', '#3a2a1c')}${person(615, 195, '#a3541b', '#2b2b2b')}${person(750, 215, '#4a5d73', '#e3e3e3')}
<path d="M120 352H840L890 430H70Z" fill="#8a5a36"/><rect x="70" y="430" width="820" height="22" fill="#6c4427"/>
<g fill="#22303c"><rect x="200" y="372" width="34" height="50" rx="6"/><rect x="330" y="366" width="34" height="50" rx="6"/><rect x="735" y="372" width="34" height="50" rx="6"/></g>
<path d="M430 350H560L575 410H415Z" fill="#22303c"/><path d="M440 358H550L560 398H430Z" fill="#bcd6ea"/><rect x="405" y="410" width="180" height="12" rx="4" fill="#4d5b69"/>`,
  );
}

/** A coast with twelve marked places. */
export function pointMap(): string {
  const places = [
    [610, 120],
    [655, 170],
    [600, 205],
    [680, 240],
    [640, 290],
    [700, 330],
    [655, 385],
    [715, 430],
    [850, 300],
    [330, 170],
    [290, 290],
    [360, 390],
  ];
  const dots = places.map(
    ([x = 0, y = 0]) =>
      `<circle cx="${x}" cy="${y}" r="15" fill="#a3221b" opacity=".25"/><circle cx="${x}" cy="${y}" r="8" fill="#a3221b"/>`,
  );
  return canvas(
    960,
    540,
    `<rect width="960" height="540" fill="#cfe3f3"/>
<path d="M180 60Q330 20 520 60T690 110Q660 170 720 220T730 330Q700 390 770 440T690 500Q480 520 330 490T170 420Q120 330 160 240T180 60Z" fill="#e9efdc" stroke="#8aa07a" stroke-width="4"/>
<path d="M180 60Q330 40 380 120T330 260T380 430Q300 470 230 450T160 330T180 60Z" fill="#c9d8b6"/>
<path d="M380 120Q470 200 520 180T720 220M330 260Q430 300 500 280T730 330" fill="none" stroke="#7fb2d8" stroke-width="7" stroke-linecap="round"/>
<path d="M830 270q30-16 52 8t0 46q-34 18-56-8t4-46z" fill="#e9efdc" stroke="#8aa07a" stroke-width="4"/>${dots.join('')}`,
  );
}

/** A page as an office scanner gives it: heading, national lines, paragraphs, a table, a seal on the last page. */
export function scannedPage(page: number, pages: number): string {
  const line = (x: number, y: number, width: number, weight = 9): string =>
    `<rect x="${x}" y="${y}" width="${width}" height="${weight}" fill="#3b3b3b"/>`;
  const paragraph = (y: number, lines: number, shift: number): string =>
    Array.from({ length: lines }, (_, index) =>
      line(
        90 + (index === 0 ? 40 : 0),
        y + index * 26,
        index === lines - 1 ? 240 + ((shift * 97) % 300) : 650 - (index === 0 ? 40 : 0),
      ),
    ).join('');
  const heading =
    page > 0
      ? ''
      : `${line(80, 80, 250, 11)}${line(110, 106, 190, 9)}${line(430, 80, 320, 11)}${line(490, 106, 200, 9)}${line(300, 210, 230, 14)}${line(220, 240, 390, 11)}`;
  const table = `<g fill="none" stroke="#3b3b3b" stroke-width="3"><path d="M90 620H740V880H90ZM90 672H740M90 724H740M90 776H740M90 828H740M170 620V880M520 620V880"/></g>${[640, 692, 744, 796, 848].map((y, row) => line(190, y, 180 + ((row * 61 + page * 37) % 120))).join('')}`;
  const seal =
    page < pages - 1
      ? ''
      : `<circle cx="560" cy="1000" r="74" fill="none" stroke="#6d6d6d" stroke-width="6"/><circle cx="560" cy="1000" r="54" fill="none" stroke="#6d6d6d" stroke-width="3"/>${line(500, 1086, 170, 11)}`;
  return canvas(
    827,
    1_169,
    `<rect width="827" height="1169" fill="#f4f2ec"/>${heading}${paragraph(290, 5, page + 1)}${paragraph(450, 5, page + 4)}${table}${paragraph(910, 2, page + 2)}${figures(String(page + 1), 405, 1_120, 18, '#3b3b3b')}${seal}`,
  );
}
