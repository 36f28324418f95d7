import { z } from 'zod';
import { refusalSchema } from '../workflow/refusal.ts';
import { type AppErrorCode, retryClasses } from './app-error.ts';

const codes = Object.keys(retryClasses) as [AppErrorCode, ...AppErrorCode[]];

/** `AppErrorData` as it crosses a boundary; apart from the class, so that a store does not load schemas to fail. */
export const appErrorSchema = z.object({
  code: z.enum(codes),
  subject: z.string().max(500).nullable(),
  refusal: refusalSchema.nullable(),
});

/** The typed error every procedure may answer with. */
export const appErrorMap = { APP: { status: 422, data: appErrorSchema } } as const;
