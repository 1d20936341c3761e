import type { WorldContext } from '../context.ts';
import { AccessControls } from './access-controls.ts';
import { Distributions } from './distributions.ts';
import { Invalidations } from './invalidations.ts';

/** CloudFront's control plane. */
export class CloudFront {
  readonly distributions: Distributions;
  readonly invalidations: Invalidations;
  readonly accessControls: AccessControls;

  constructor(context: WorldContext) {
    this.distributions = new Distributions(context);
    this.invalidations = new Invalidations(context);
    this.accessControls = new AccessControls(context);
  }
}
