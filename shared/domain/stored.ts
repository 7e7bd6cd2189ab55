// How rows are described, apart from what is typed. What an input may be is ruled by length and form, and such a rule may be
// tightened or widened by any release; what is stored was right when it was written, and is read by the releases before and
// after. So a stored shape has no such rule, and keeps the members that it does not know. Only keys and instants are held
// to their form also here: rows are found and compared by them, so it can't change.
import * as z from 'zod';

/** An object whose unknown members stay with it, through decisions that spread it, into the next write. */
export function storedObject<S extends z.core.$ZodShape>(shape: S): z.ZodObject<S> {
  const whole: z.ZodObject = z.looseObject(shape);
  // The type tells of the known members only: with an index signature any misspelt member would be one of unknown type.
  return whole as z.ZodObject<S>;
}
