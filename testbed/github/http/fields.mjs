// @ts-check
/**
 * Limits that GitHub has and its description does not tell.
 */
import { validationFailed } from './answers.mjs';

/** The limits of what people read: issues, pull requests, comments; in characters, an emoji is one. */
const LIMITS = { title: 256, body: 65_536 };

/**
 * @param {string} resource
 * @param {Record<string, any>} fields
 */
export function limitTexts(resource, fields) {
  if (fields['title'] === '') {
    throw validationFailed({ resource, code: 'missing_field', field: 'title' });
  }
  for (const [field, limit] of Object.entries(LIMITS)) {
    if ([...(fields[field] ?? '')].length > limit) {
      const message = `${field} is too long (maximum is ${limit} characters)`;
      throw validationFailed({ resource, code: 'custom', field, message });
    }
  }
}
