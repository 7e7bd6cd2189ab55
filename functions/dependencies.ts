// What the functions work with; made once at the start.
import type { Config } from '../shared/config';
import type { Clock } from '../shared/domain/time';
import type { TenantDirectory } from '../shared/directory/tenant-directory';
import type { SendMail } from '../shared/email/send-mail';
import type { Readiness } from '../shared/readiness';
import type { CustomerStore } from '../shared/store/customer-store';
import type { DueStore } from '../shared/store/due-store';
import type { IdempotencyStore } from '../shared/store/idempotency-store';
import type { ImportStore } from '../shared/store/import-store';
import type { MailStore } from '../shared/store/mail-store';
import type { PageStore } from '../shared/store/pages/page-store';
import type { ReferenceStore } from '../shared/store/reference-store';
import type { Authenticate } from './http/caller';

export interface Dependencies {
  readonly config: Config;
  readonly clock: Clock;
  readonly customers: CustomerStore;
  readonly pages: PageStore;
  readonly due: DueStore;
  readonly mails: MailStore;
  readonly reference: ReferenceStore;
  readonly imports: ImportStore;
  readonly idempotency: IdempotencyStore;
  readonly directory: TenantDirectory;
  readonly sendMail: SendMail;
  readonly authenticate: Authenticate;
  readonly readiness: Readiness;
}
