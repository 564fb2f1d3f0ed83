-- What the figure of a change is made of, so that letters know whether a small count stands behind it.
alter table deviation_changes add column first text null;    -- the numerator, or the value
alter table deviation_changes add column second text null;   -- the denominator
