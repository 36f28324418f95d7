import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One step of the main job: what was done, whether it held, and what it left behind. */
export interface RecordedStep {
  readonly number: number;
  readonly who: string;
  readonly what: string;
  readonly held: boolean;
  readonly detail: string;
  readonly seconds: number;
  readonly files: readonly string[];
}

/** Facts about the run that no single step states. */
export interface RunFacts {
  readonly document: string;
  readonly shell: string;
  readonly server: string;
}

/** Ends the play at the first step that does not hold; what came before is kept. */
export class StepFailed extends Error {}

/** Notes each step as it is played, says it in one line, and writes the summary. */
export class RunRecord {
  readonly directory: string;
  readonly startedAt = new Date().toISOString();
  readonly steps: RecordedStep[] = [];
  #files: string[] = [];

  constructor(directory: string) {
    this.directory = directory;
  }

  /** Path of a file in the run's directory, noted with the step under way. */
  file(name: string): string {
    this.#files.push(name);
    return join(this.directory, name);
  }

  /** Plays one step; its sentence of detail is what `play` answers. */
  async step(who: string, what: string, play: () => Promise<string>): Promise<void> {
    const began = performance.now();
    this.#files = [];
    const number = this.steps.length + 1;
    let detail: string;
    let failure: unknown = null;
    try {
      detail = await play();
    } catch (error) {
      failure = error;
      detail = error instanceof Error ? error.message : String(error);
    }
    const held = failure === null;
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    this.steps.push({ number, who, what, held, detail, seconds, files: this.#files });
    process.stdout.write(
      `${String(number).padStart(2)} ${held ? '✓' : '✗'} ${who}: ${what} – ${detail} (${seconds} s)\n`,
    );
    if (!held) throw new StepFailed(`${number}. ${what}`, { cause: failure });
  }

  get held(): boolean {
    return this.steps.length > 0 && this.steps.every((step) => step.held);
  }

  /** Writes `summary.json` and `summary.md`; `complete` says that the play reached its end. */
  write(facts: RunFacts, complete: boolean): void {
    const { startedAt, steps } = this;
    const summary = { startedAt, endedAt: new Date().toISOString(), held: this.held && complete, ...facts, steps };
    writeFileSync(join(this.directory, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
    const rows = steps.map(
      ({ number, who, what, held, detail, seconds, files }) =>
        `| ${number} | ${held ? '✓' : '✗'} | ${who} | ${what} | ${detail.replaceAll('|', '\\|').replaceAll('\n', ' ')} | ${seconds} | ${files.map((file) => `[${file}](${file})`).join('<br>')} |`,
    );
    const text = [
      `# Việc chính, chạy thử: ${summary.held ? 'mọi bước đều đạt' : 'có bước không đạt'}`,
      '',
      `- Tài liệu: ${facts.document}`,
      `- Cửa sổ chụp ảnh: ${facts.shell}`,
      `- Máy chủ: ${facts.server}`,
      `- Bắt đầu ${startedAt}, xong ${summary.endedAt}`,
      '',
      '| Bước | Đạt | Ai | Việc | Kết quả | Giây | Tệp |',
      '|---:|:---:|---|---|---|---:|---|',
      ...rows,
      '',
    ].join('\n');
    writeFileSync(join(this.directory, 'summary.md'), text);
  }
}
