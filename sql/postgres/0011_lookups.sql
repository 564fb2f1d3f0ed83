-- A place's deviations from first to last, as its page shows them, and what rests on a measurement, as an archive asks before it lets one go.
create index deviations_of on deviations (plan_id, benefit_id, unit_id);
create index deviation_changes_resting_on on deviation_changes (measurement_id) where measurement_id is not null;
create index troubles_resting_on on troubles (measurement_id) where measurement_id is not null;
-- When each source was last read, and when it last failed.
create index readings_taken on readings (indicator_id, as_of, reading_id) where outcome = 'Taken';
create index readings_failed on readings (indicator_id, as_of, reading_id) where outcome <> 'Taken';
