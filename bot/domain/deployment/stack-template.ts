// The stack by its name, and as much of its template as is looked at outside of CloudFormation.
import { objectAt, parseJson, textAt } from '../read-json.ts';

export const STACK_NAME = 'Trailbot';

export interface StackTemplate {
  readonly Resources: { readonly [logicalId: string]: TemplateResource };
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties: { readonly [name: string]: unknown };
  /** Undefined: CloudFormation deletes it with the stack. */
  readonly DeletionPolicy?: string;
}

/** Undefined for a text that is no template in JSON. */
export function parseTemplate(text: string): StackTemplate | undefined {
  const resources = Object.entries(objectAt(parseJson(text), 'Resources'));
  if (resources.length === 0) return undefined;
  return { Resources: Object.fromEntries(resources.map(([id, resource]) => [id, parseResource(resource)])) };
}

function parseResource(resource: unknown): TemplateResource {
  const DeletionPolicy = textAt(resource, 'DeletionPolicy');
  return {
    Type: textAt(resource, 'Type'),
    Properties: objectAt(resource, 'Properties'),
    ...(DeletionPolicy !== '' && { DeletionPolicy }),
  };
}
