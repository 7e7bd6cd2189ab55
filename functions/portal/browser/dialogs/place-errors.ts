// Puts what is wrong at the fields: what this page can tell before sending, and what the server has said, by its path.
import type { Problem } from '../api/problem';
import type { Field } from './fields';
import type { Step } from './steps';

/** Says at each field what is wrong with it, and goes to the first. */
export function isComplete(fields: readonly Field[]): boolean {
  const wrong = fields.filter((field) => {
    const fault = field.fault();
    field.showError(fault);
    return fault !== undefined;
  });
  wrong[0]?.focus();
  return wrong.length === 0;
}

type Errors = NonNullable<Problem['errors']>;

/** The first step that has a field for one of the errors. */
export function stepOf(steps: readonly Step[], errors: Errors): number | undefined {
  const index = steps.findIndex((step) => step.fields?.().some((field) => isOf(field, errors)));
  return index < 0 ? undefined : index;
}

/** Shows each error at its field and goes to the first; returns those that have no field here. */
export function placeErrors(fields: readonly Field[], errors: Errors): Errors {
  const wrong = fields.filter((field) => isOf(field, errors));
  for (const field of wrong) {
    field.showError(errors.find(({ path }) => path === field.path)?.message);
  }
  wrong[0]?.focus();
  return errors.filter(({ path }) => !wrong.some((field) => field.path === path));
}

function isOf({ path, element }: Field, errors: Errors): boolean {
  return !element.hidden && errors.some((error) => error.path === path);
}
