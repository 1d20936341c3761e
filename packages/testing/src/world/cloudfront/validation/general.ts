import { cloudFrontError } from '../../aws-error.ts';
import type { DistributionConfigInput } from '../distribution-config.ts';

const LONGEST_COMMENT = 128;
const LONGEST_ROOT_OBJECT = 255;
/** Source: CloudFront Developer Guide, "Specify a default root object". */
const ROOT_OBJECT = /^[A-Za-z0-9_\-.*$/~"'&]+$/;
const LOGGING_BUCKET = /^[a-z0-9][a-z0-9.-]*\.s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com$/;

/** What concerns the distribution as a whole. @throws `InvalidArgument`, `InvalidDefaultRootObject`, `InvalidGeoRestrictionParameter` */
export function checkGeneral(config: DistributionConfigInput): void {
  if ((config.Comment ?? '').length > LONGEST_COMMENT) {
    throw cloudFrontError('InvalidArgument', 'The parameter Comment is too long.');
  }
  checkRootObject(config.DefaultRootObject ?? '');
  checkLogging(config.Logging);
  const geo = config.Restrictions?.GeoRestriction;
  if (geo !== undefined && (geo.RestrictionType === 'none') !== ((geo.Quantity ?? 0) === 0)) {
    throw cloudFrontError('InvalidGeoRestrictionParameter', 'The specified geo restriction parameter is not valid.');
  }
  for (const location of geo?.Items ?? []) {
    if (!/^[A-Z]{2}$/.test(location)) {
      throw cloudFrontError('InvalidLocationCode', 'The location code specified is not valid.');
    }
  }
}

function checkRootObject(name: string): void {
  if (name === '') return;
  if (!name.startsWith('/') && name.length <= LONGEST_ROOT_OBJECT && ROOT_OBJECT.test(name)) return;
  throw cloudFrontError(
    'InvalidDefaultRootObject',
    'The default root object file name is too big or contains an invalid character.',
  );
}

function checkLogging(logging: DistributionConfigInput['Logging']): void {
  if (logging?.Enabled !== true) return;
  if (!LOGGING_BUCKET.test(logging.Bucket ?? '')) {
    throw cloudFrontError('InvalidArgument', 'The parameter Logging Bucket does not refer to a valid S3 bucket.');
  }
  if ((logging.Prefix ?? '').startsWith('/')) {
    throw cloudFrontError('InvalidArgument', 'The parameter Logging Prefix must not begin with a slash.');
  }
}
