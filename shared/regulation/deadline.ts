import { z } from 'zod';
import { localDateSchema } from '../lib/instant.ts';
import { citationSchema } from './citation.ts';

/**
 * What a deadline is about. `supply.*` is what suppliers owe; `posting` is putting an approved item on the portal;
 * `update` is changing what is posted when the facts change; `suspension` is announcing a planned suspension.
 */
export const informationTypeSchema = z.enum([
  'eventNews',
  'propaganda',
  'legalDocument',
  'adminDocument',
  'urgentDocument',
  'planning',
  'project',
  'science',
  'statistics',
  'introduction',
  'direction',
  'other',
  'supply.event',
  'supply.other',
  'posting',
  'update',
  'suspension',
]);
export type InformationType = z.infer<typeof informationTypeSchema>;

/**
 * The moment a deadline starts from: hoạt động diễn ra / kết thúc, văn bản ban hành, ký ban hành, phê duyệt by its own
 * authority, thông qua, nghiệm thu, nhận được, duyệt by the board, thông tin thay đổi, tạm ngừng. Each must be recorded
 * on the item.
 */
export const startEventSchema = z.enum([
  'eventHappened',
  'eventEnded',
  'issued',
  'signed',
  'ratified',
  'adopted',
  'workAccepted',
  'received',
  'approved',
  'changed',
  'suspended',
]);
export type StartEvent = z.infer<typeof startEventSchema>;

/** `hour` is a clock hour; `promptly` (kịp thời) is a duty without a due time. */
export const deadlineUnitSchema = z.enum(['hour', 'calendarDay', 'workingDay', 'sameDay', 'immediate', 'promptly']);
export type DeadlineUnit = z.infer<typeof deadlineUnitSchema>;

export const debtorSchema = z.enum(['supplier', 'board']);

const bilingual = z.strictObject({ vi: z.string().min(1).max(1_000), en: z.string().min(1).max(1_000) });
const ruleIdSchema = z.string().regex(/^[a-z][A-Za-z0-9]{1,63}$/, 'a rule id is letters and digits, lower case first');

/** Why somebody owes a duty although the article names nobody: the articles it was derived from. */
export const derivationSchema = z.strictObject({
  from: z.array(citationSchema).min(1).max(10),
  note: bilingual,
});

const counted: ReadonlySet<DeadlineUnit> = new Set(['hour', 'calendarDay', 'workingDay']);

/** One deadline of a regulation; the wording is verbatim, because it is shown beside every date it yields. */
export const deadlineRuleSchema = z
  .strictObject({
    id: ruleIdSchema,
    types: z.array(informationTypeSchema).min(1, 'a deadline needs at least one information type'),
    /** At most this many units; null for units that are not counted. */
    amount: z.number().int().min(1).max(1_000).nullable(),
    unit: deadlineUnitSchema,
    /** Alternatives: where several are recorded, the earliest counts. Empty only where a prompt duty names none. */
    startsFrom: z.array(startEventSchema).max(10),
    owedBy: debtorSchema,
    /** Null where the article itself names who owes it. */
    derived: derivationSchema.nullable(),
    /** What else must hold for the rule to apply, verbatim or null. */
    condition: z.string().min(1).max(1_000).nullable(),
    wording: z.string().min(1).max(2_000),
    /** Null is house practice. */
    citation: citationSchema.nullable(),
  })
  .superRefine(({ amount, unit, startsFrom, types }, context) => {
    if (counted.has(unit) && amount === null) {
      context.addIssue({ code: 'custom', path: ['amount'], message: `the unit ${unit} needs an amount` });
    }
    if (!counted.has(unit) && amount !== null) {
      context.addIssue({ code: 'custom', path: ['amount'], message: `the unit ${unit} takes no amount: write null` });
    }
    if (unit !== 'promptly' && startsFrom.length === 0) {
      context.addIssue({ code: 'custom', path: ['startsFrom'], message: `the unit ${unit} needs a start event` });
    }
    if (new Set(types).size !== types.length) {
      context.addIssue({ code: 'custom', path: ['types'], message: 'an information type is named twice' });
    }
    if (types.includes('suspension')) {
      context.addIssue({
        code: 'custom',
        path: ['types'],
        message: 'suspension counts backwards: it has its own rule',
      });
    }
  });
export type DeadlineRule = z.infer<typeof deadlineRuleSchema>;

/** All deadlines of one regulation: no id and no information type twice. */
export const deadlinesSchema = z
  .array(deadlineRuleSchema)
  .max(100)
  .superRefine((rules, context) => {
    const ids = new Set<string>();
    const types = new Map<InformationType, string>();
    rules.forEach((rule, index) => {
      if (ids.has(rule.id)) {
        context.addIssue({ code: 'custom', path: [index, 'id'], message: `duplicate id ${rule.id}` });
      }
      ids.add(rule.id);
      for (const type of new Set(rule.types)) {
        const other = types.get(type);
        if (other !== undefined) {
          context.addIssue({
            code: 'custom',
            path: [index, 'types'],
            message: `${type} already has the deadline ${other}`,
          });
        }
        types.set(type, rule.id);
      }
    });
  });

/** How often something must be updated at least: `perUnit` means by each supplying unit on its own. */
export const updateDutySchema = z.strictObject({
  id: ruleIdSchema,
  atLeast: z.number().int().min(1).max(100),
  per: z.enum(['workingDay', 'week']),
  perUnit: z.boolean(),
  owedBy: debtorSchema,
  derived: derivationSchema.nullable(),
  wording: z.string().min(1).max(2_000),
  citation: citationSchema.nullable(),
});
export type UpdateDuty = z.infer<typeof updateDutySchema>;

export const updateDutiesSchema = z
  .array(updateDutySchema)
  .max(20)
  .superRefine((duties, context) => {
    duties.forEach(({ id }, index) => {
      if (duties.findIndex((other) => other.id === id) !== index) {
        context.addIssue({ code: 'custom', path: [index, 'id'], message: `duplicate id ${id}` });
      }
    });
  });

/** A place in a national instrument, which is no article of the board's own regulation. */
export const lawPlaceSchema = z.strictObject({
  instrument: z.string().min(1).max(200),
  place: bilingual,
  inForceFrom: localDateSchema,
  inForceTo: localDateSchema.nullable(),
});

/**
 * A deadline that counts backwards: announced at least so many working days before a planned suspension. It comes from
 * national law and binds every board, whatever its regulation says.
 */
export const plannedSuspensionSchema = z.strictObject({
  id: ruleIdSchema,
  workingDaysBefore: z.number().int().min(1).max(100),
  owedBy: debtorSchema,
  wording: z.string().min(1).max(2_000),
  /** False where the wording is a digest, the instrument's own words not being at hand. */
  verbatim: z.boolean(),
  law: lawPlaceSchema,
});
export type PlannedSuspension = z.infer<typeof plannedSuspensionSchema>;

/** The deadlines of national law that ship beside the calendar. */
export const nationalDeadlinesSchema = z.strictObject({
  format: z.literal(1),
  plannedSuspension: plannedSuspensionSchema,
});
