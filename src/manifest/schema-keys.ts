import { z } from 'zod';
import type { NodePath } from '../domain/source.ts';

/** The keys that `schema` knows at `path`; empty where anything goes. */
export function knownKeys(schema: z.ZodType, path: NodePath): readonly string[] {
  const shapes = path.reduce<readonly z.ZodType[]>((at, step) => at.flatMap((one) => below(one, step)), [schema]);
  return [
    ...new Set(shapes.flatMap(unwrap).flatMap((one) => (one instanceof z.ZodObject ? Object.keys(one.shape) : []))),
  ];
}

function below(schema: z.ZodType, step: string | number): readonly z.ZodType[] {
  return unwrap(schema).flatMap((one): readonly z.ZodType[] => {
    if (one instanceof z.ZodObject) {
      const shape = one.shape as Record<string, z.ZodType>;
      const value = Object.hasOwn(shape, step) ? shape[String(step)] : undefined;
      return value === undefined ? [] : [value];
    }
    if (one instanceof z.ZodArray) return [one.element as z.ZodType];
    if (one instanceof z.ZodRecord) return [one.valueType as z.ZodType];
    return [];
  });
}

function unwrap(schema: z.ZodType): readonly z.ZodType[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return unwrap(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodUnion) return (schema.options as z.ZodType[]).flatMap(unwrap);
  return [schema];
}
