// Tells the name of a Region from any other text: it becomes part of a host's name, and a record may say anything.

const REGION = /^[a-z]{2,4}(-[a-z]+){1,3}-\d$/;

/** Whether `text` has the form of a Region's code, for example `us-gov-west-1`. Not whether AWS has it. */
export function isRegion(text: string): boolean {
  return text.length <= 40 && REGION.test(text);
}
