import { oc } from '@orpc/contract';
import { z } from 'zod';
import { itemIdSchema } from '../lib/ids.ts';
import { calendarAmendmentSchema } from '../regulation/calendar-amendment.ts';
import { appErrorMap } from './app-error-schema.ts';
import {
  amendmentPreviewSchema,
  daySpanSchema,
  deadlineFilterSchema,
  deadlineListSchema,
  deadlineMonthSchema,
  dutyViewSchema,
  itemDeadlinesSchema,
  monthSchema,
  statisticsBySchema,
  timelinessSchema,
} from './deadline-views.ts';

const desk = oc.errors(appErrorMap);

/** What the window may ask about deadlines; all of it is answered without the server. */
export const deadlineContract = {
  ofItem: desk.input(z.strictObject({ item: itemIdSchema })).output(itemDeadlinesSchema),
  list: desk.input(deadlineFilterSchema).output(deadlineListSchema),
  month: desk.input(monthSchema).output(deadlineMonthSchema),
  /** At most 400 days. */
  duties: desk.input(daySpanSchema).output(z.array(dutyViewSchema)),
  /** Of the items received on these days, at most 1,100. */
  statistics: desk.input(daySpanSchema.extend({ by: statisticsBySchema })).output(z.array(timelinessSchema)),
  preview: desk.input(z.strictObject({ amendment: calendarAmendmentSchema })).output(amendmentPreviewSchema),
};
