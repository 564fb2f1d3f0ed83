-- Run after each `gevinst migrate`, as a member of gevinst_owner: facts can be appended by the worker and no more, whatever the triggers would say.
revoke update, delete on gevinst.readings, gevinst.measurements, gevinst.decisions, gevinst.responses, gevinst.escalations, gevinst.digests, gevinst.digest_letters, gevinst.archivings,
  gevinst.plan_versions from gevinst_worker;
revoke delete on gevinst.deviations, gevinst.deviation_changes, gevinst.troubles, gevinst.trouble_changes, gevinst.target_changes, gevinst.letters from gevinst_worker;
revoke insert, update, delete on gevinst.schema_migrations from gevinst_worker;
revoke select on gevinst.data_protection_keys from gevinst_reader;
