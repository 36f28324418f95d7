/** A real desk in a process of its own, its window's channel on standard input and output; run by `desk-killed.ts`. */
import { createInterface } from 'node:readline';
import { createDesk } from '../../electron/core/desk.ts';
import { nodePorts } from '../../electron/core/node-ports.ts';

const [, , dataDir = ''] = process.argv;
const desk = await createDesk(nodePorts({ dataDir }), { holdMilliseconds: 200 });
const connection = desk.connect((text) => process.stdout.write(`${JSON.stringify(text)}\n`));
for await (const line of createInterface({ input: process.stdin })) connection.receive(JSON.parse(line));
connection.close();
await desk.stop();
