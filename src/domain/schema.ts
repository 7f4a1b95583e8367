import { z, type ZodRawShape, type ZodType } from 'zod';

/**
 * What a report is made of is described once, by schemas, and its types follow from them: a field that a schema lacks does not exist,
 * so none can be lost between a shard and `collect`. A schema is built once it is used: most runs read no shard.
 */
export function schema<S>(build: () => S): () => S {
  let built: S | undefined;
  return () => (built ??= build());
}

export type Typed<S extends () => ZodType> = z.infer<ReturnType<S>>;

export function text(): z.ZodString {
  return z.string();
}

export function nullable(): z.ZodNullable<z.ZodString> {
  return z.string().nullable();
}

export function record<T extends ZodRawShape>(shape: T): z.ZodReadonly<z.ZodObject<T>> {
  return z.object(shape).readonly();
}

export function list<T extends ZodType>(item: T): z.ZodReadonly<z.ZodArray<T>> {
  return z.array(item).readonly();
}

/** Values by names. */
export function named<T extends ZodType>(value: T): z.ZodReadonly<z.ZodRecord<z.ZodString, T>> {
  return z.record(z.string(), value).readonly();
}

/** A field that whoever makes the record has to think of; JSON leaves it out. */
export function maybe<T extends ZodType>(value: T): ZodType<z.infer<T> | undefined> {
  return value.optional().transform((it) => it);
}
