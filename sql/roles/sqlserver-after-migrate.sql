-- Run after each `gevinst migrate`, as a member of gevinst_owner: facts can be appended by the worker and no more, whatever the triggers would say.
deny update, delete on gevinst.readings to gevinst_worker;
deny update, delete on gevinst.measurements to gevinst_worker;
deny update, delete on gevinst.decisions to gevinst_worker;
deny update, delete on gevinst.responses to gevinst_worker;
deny update, delete on gevinst.escalations to gevinst_worker;
deny update, delete on gevinst.digests to gevinst_worker;
deny update, delete on gevinst.digest_letters to gevinst_worker;
deny update, delete on gevinst.archivings to gevinst_worker;
deny update, delete on gevinst.plan_versions to gevinst_worker;
deny delete on gevinst.deviations to gevinst_worker;
deny delete on gevinst.deviation_changes to gevinst_worker;
deny delete on gevinst.troubles to gevinst_worker;
deny delete on gevinst.trouble_changes to gevinst_worker;
deny delete on gevinst.target_changes to gevinst_worker;
deny delete on gevinst.letters to gevinst_worker;
deny insert, update, delete on gevinst.schema_migrations to gevinst_worker;
deny select on gevinst.data_protection_keys to gevinst_reader;
