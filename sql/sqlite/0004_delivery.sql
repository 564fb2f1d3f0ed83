-- A letter whose address the mail server does not know goes to somebody else instead: this names the letter that was given up for it.
alter table letters add column instead_of text null references letters (letter_id);
create unique index letters_instead_of on letters (instead_of) where instead_of is not null;
