import { z } from 'zod';
import { localDateSchema } from '../lib/instant.ts';
import { roleIdSchema } from '../regulation/vocabulary.ts';
import { subPortalSchema } from './board-state.ts';
import { momentSchema, nameSchema, sectionIdsSchema, storyLimits } from './story-with.ts';

const heldRoleSchema = z.union([
  roleIdSchema.transform((role) => ({
    role,
    sections: null,
    under: null,
    validFrom: null,
    validTo: null,
  })),
  z.strictObject({
    role: roleIdSchema,
    sections: sectionIdsSchema.nullable().default(null),
    under: nameSchema.nullable().default(null),
    validFrom: localDateSchema.nullable().default(null),
    validTo: localDateSchema.nullable().default(null),
  }),
]);

const storyPersonSchema = z.strictObject({
  id: nameSchema,
  name: z.string().min(1).max(200),
  unit: z.string().max(200).default(''),
  roles: z.array(heldRoleSchema).max(20),
});
export type StoryPerson = z.infer<typeof storyPersonSchema>;

export const storySubPortalSchema = z.strictObject({
  id: nameSchema,
  live: z.boolean().default(false),
  owner: z.string().max(300).default(''),
  editorialUnit: subPortalSchema.shape.editorialUnit.default(null),
  permission: subPortalSchema.shape.permission.default(null),
});
export type StorySubPortal = z.infer<typeof storySubPortalSchema>;

const storySectionSchema = z.strictObject({
  id: nameSchema,
  field: z.string().max(200).default(''),
  subPortal: nameSchema.nullable().default(null),
});
export type StorySection = z.infer<typeof storySectionSchema>;

/** The cast of a story, or what the stories of a file have in common. */
export const castShape = {
  clock: momentSchema.optional(),
  people: z.array(storyPersonSchema).min(1).max(storyLimits.people).optional(),
  sections: z.array(storySectionSchema).min(1).max(storyLimits.sections).optional(),
  subPortals: z.array(storySubPortalSchema).max(storyLimits.sections).optional(),
};
