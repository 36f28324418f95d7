/** The shape of a Vietnamese dictionary in a language that also has a singular: `<key>_one` may stand beside each text. */
export type Wording<Dictionary> = {
  readonly [Key in keyof Dictionary]: Dictionary[Key] extends string ? string : Wording<Dictionary[Key]>;
} & {
  readonly [Key in keyof Dictionary as Dictionary[Key] extends string ? `${Key & string}_one` : never]?: string;
};
