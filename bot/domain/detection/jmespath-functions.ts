// What a signal can ask beyond standard JMESPath: questions about a record that are easy to get wrong in every file anew.
import { Functions } from '@aws-lambda-powertools/jmespath/functions';
import { readPolicy } from '../action/read-policy.ts';
import { byAutomation } from './by-automation.ts';
import { byPerson } from './by-person.ts';
import { byServer } from './by-server.ts';
import { byService } from './by-service.ts';
import { byTrailbot } from './by-trailbot.ts';
import { opensToWorld } from './opens-to-world.ts';
import { refused } from './refused.ts';

/** The library calls `by_service(@)` as `funcByService` with the list of arguments; what we ask about may be of any type. */
export class RecordFunctions extends Functions {
  /** The library asks before each evaluation, which would take longer than most of them. */
  override introspectMethods(scope?: Functions): Set<string> {
    // Prototypes are asked as well, and have no methods noted.
    return this.methods?.size > 0 ? this.methods : super.introspectMethods(scope);
  }

  funcByService([record]: readonly unknown[]): boolean {
    return byService(record);
  }

  funcByAutomation([record]: readonly unknown[]): boolean {
    return byAutomation(record);
  }

  funcByPerson([record]: readonly unknown[]): boolean {
    return byPerson(record);
  }

  funcByServer([record]: readonly unknown[]): boolean {
    return byServer(record);
  }

  funcByTrailbot([record]: readonly unknown[]): boolean {
    return byTrailbot(record);
  }

  funcRefused([record]: readonly unknown[]): boolean {
    return refused(record);
  }

  funcOpensToWorld([record]: readonly unknown[]): boolean {
    return opensToWorld(record);
  }

  funcAllowsEverything([policy]: readonly unknown[]): boolean {
    return readPolicy(policy).everything;
  }

  funcMakesAdmin([policy]: readonly unknown[]): boolean {
    return readPolicy(policy).admin;
  }

  funcLetsAnybodyIn([policy]: readonly unknown[]): boolean {
    return readPolicy(policy).anybody;
  }

  funcLetsOtherAccountIn([policy, ownAccount]: readonly unknown[]): boolean {
    const { accounts, strangers } = readPolicy(policy);
    return strangers || accounts.some((account) => account !== ownAccount);
  }
}

const OWN =
  'allows_everything by_automation by_person by_server by_service by_trailbot lets_anybody_in lets_other_account_in makes_admin opens_to_world refused';
const STANDARD =
  'abs avg ceil contains ends_with floor join keys length map max max_by merge min min_by not_null reverse sort sort_by starts_with sum to_array to_number to_string type values';

/** Their names as a signal writes them, and those of the JMESPath specification. */
export const JMESPATH_FUNCTIONS: readonly string[] = `${OWN} ${STANDARD}`.split(' ');
