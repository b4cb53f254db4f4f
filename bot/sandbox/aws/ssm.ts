// Systems Manager's Parameter Store in memory: what the bot keeps its secrets in.
import { AwsFault, type Input, type Service } from './call.ts';
import type { Clock } from './clock.ts';

interface Parameter {
  readonly Name: string;
  readonly Type: string;
  readonly Value: string;
  readonly Version: number;
  readonly LastModifiedDate: Date;
  readonly DataType: 'text';
}

export function createSsm(clock: Clock): { readonly service: Service } {
  const parameters = new Map<string, Parameter>();

  function find(name: unknown): Parameter | undefined {
    return typeof name === 'string' ? parameters.get(name) : undefined;
  }

  return {
    service: {
      PutParameter(input) {
        const { Name, Value } = input;
        if (typeof Name !== 'string' || typeof Value !== 'string' || Value === '') {
          throw new AwsFault('ValidationException', 'Name and Value are required');
        }
        const before = parameters.get(Name);
        if (before && input.Overwrite !== true) {
          throw new AwsFault(
            'ParameterAlreadyExists',
            'The parameter already exists. Set Overwrite to true.',
          );
        }
        const Type = typeof input.Type === 'string' ? input.Type : (before?.Type ?? 'String');
        const Version = (before?.Version ?? 0) + 1;
        parameters.set(Name, { Name, Type, Value, Version, LastModifiedDate: clock.now(), DataType: 'text' });
        return { Version, Tier: 'Standard' };
      },
      GetParameter(input) {
        const parameter = find(input.Name);
        if (!parameter) throw new AwsFault('ParameterNotFound', '');
        return { Parameter: shown(parameter, input) };
      },
      GetParameters(input) {
        const names = Array.isArray(input.Names) ? input.Names : [];
        return {
          Parameters: names.flatMap((name) => find(name) ?? []).map((parameter) => shown(parameter, input)),
          InvalidParameters: names.filter((name) => !find(name)),
        };
      },
      DeleteParameter(input) {
        if (!find(input.Name)) throw new AwsFault('ParameterNotFound', '');
        parameters.delete(String(input.Name));
        return {};
      },
    },
  };
}

/** A SecureString is readable only with `WithDecryption`. */
function shown(parameter: Parameter, { WithDecryption }: Input): Parameter {
  const hidden = parameter.Type === 'SecureString' && WithDecryption !== true;
  return hidden
    ? { ...parameter, Value: Buffer.from(`encrypted ${parameter.Name}`).toString('base64') }
    : parameter;
}
