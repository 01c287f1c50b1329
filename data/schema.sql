-- The data file of a Foyer display, as SQLite 3.40 or newer reads it.
--
-- This file makes an empty one:          sqlite3 lobby.db < schema.sql
-- `foyer build data lobby.db` makes one from the folder of texts beside this file.
--
-- Everything that a display shows is in these tables, and they are plain tables: no views, no
-- triggers, so any SQLite tool can open and edit them. The conditions refuse what makes no sense.
-- Turn foreign keys on in your tool (PRAGMA foreign_keys = ON), or it will not check that what a
-- row refers to exists.
--
-- A "slug" is an item's short name in addresses, such as 'belarus': the letters a to z in lower
-- case, digits and '-', at most 100 of them. Give an item its slug once and keep it.

PRAGMA page_size = 4096;
PRAGMA application_id = 0x466F7972; -- "Foyr": how a display knows that this is its file
PRAGMA user_version = 1;            -- the version of these tables

-- ---- The languages that a visitor can choose ----

CREATE TABLE language (
    code TEXT NOT NULL PRIMARY KEY -- 'en', 'ru', 'hy': as in ISO 639
        CONSTRAINT "a language code is two or three letters a to z"
        CHECK (length(code) BETWEEN 2 AND 3 AND code NOT GLOB '*[^a-z]*'),
    -- Their order. A text that lacks a language is shown in the first that has it.
    position INTEGER NOT NULL UNIQUE
        CONSTRAINT "there are at most 8 languages" CHECK (position BETWEEN 1 AND 8),
    name TEXT NOT NULL -- in the language itself: 'English', 'Русский'
        CONSTRAINT "a language's name has 1 to 100 letters" CHECK (length(name) BETWEEN 1 AND 100)
) STRICT;

-- The name of the organisation whose lobby it is, in each language.
CREATE TABLE organisation_text (
    language TEXT NOT NULL PRIMARY KEY REFERENCES language (code),
    name TEXT NOT NULL
        CONSTRAINT "the organisation's name has 1 to 300 letters"
        CHECK (length(name) BETWEEN 1 AND 300)
) STRICT;

-- ---- How the display behaves: one row ----

CREATE TABLE settings (
    id INTEGER NOT NULL PRIMARY KEY DEFAULT 1
        CONSTRAINT "there is one row of settings" CHECK (id = 1),
    -- The language it starts with and goes back to when a visitor has left.
    first_language TEXT NOT NULL REFERENCES language (code),
    -- How long a delegation's slide stays, in seconds.
    delegation_dwell_s INTEGER NOT NULL DEFAULT 9
        CONSTRAINT "a delegation's slide stays 3 to 600 seconds"
        CHECK (delegation_dwell_s BETWEEN 3 AND 600),
    -- The least that a news item's slide stays, in seconds; long texts stay longer.
    news_dwell_s INTEGER NOT NULL DEFAULT 12
        CONSTRAINT "a news item's slide stays 3 to 600 seconds"
        CHECK (news_dwell_s BETWEEN 3 AND 600),
    -- Seconds without a touch until "Are you still there?" is asked.
    idle_wait_s INTEGER NOT NULL DEFAULT 90
        CONSTRAINT "the wait before the question is 10 to 3600 seconds"
        CHECK (idle_wait_s BETWEEN 10 AND 3600),
    -- Seconds that a visitor has to answer; accessibility rules (WCAG 2.2.1) ask for 20 at least.
    still_there_s INTEGER NOT NULL DEFAULT 20
        CONSTRAINT "the time to answer is 20 to 600 seconds"
        CHECK (still_there_s BETWEEN 20 AND 600),
    -- The most news items that the idle loop shows.
    idle_news INTEGER NOT NULL DEFAULT 5
        CONSTRAINT "the idle loop shows 0 to 50 news items" CHECK (idle_news BETWEEN 0 AND 50)
) STRICT;

-- ---- Pictures: flags, and those inside news items ----

CREATE TABLE picture (
    slug TEXT NOT NULL PRIMARY KEY
        CONSTRAINT "a picture's slug has 1 to 100 of a-z, 0-9 and -"
        CHECK (length(slug) BETWEEN 1 AND 100 AND slug NOT GLOB '*[^a-z0-9-]*'),
    format TEXT NOT NULL
        CONSTRAINT "a picture is png or jpeg" CHECK (format IN ('png', 'jpeg')),
    width INTEGER NOT NULL -- pixels
        CONSTRAINT "a picture is 1 to 4096 pixels wide" CHECK (width BETWEEN 1 AND 4096),
    height INTEGER NOT NULL
        CONSTRAINT "a picture is 1 to 4096 pixels high" CHECK (height BETWEEN 1 AND 4096),
    bytes BLOB NOT NULL -- the PNG or JPEG file itself
        CONSTRAINT "a picture has at most 16 MB" CHECK (length(bytes) BETWEEN 1 AND 16000000)
) STRICT;

-- Sizes can be read without going past the pictures' bytes.
CREATE INDEX picture_size ON picture (slug, width, height);

-- ---- Delegations ----

CREATE TABLE delegation (
    slug TEXT NOT NULL PRIMARY KEY
        CONSTRAINT "a delegation's slug has 1 to 100 of a-z, 0-9 and -"
        CHECK (length(slug) BETWEEN 1 AND 100 AND slug NOT GLOB '*[^a-z0-9-]*'),
    position INTEGER NOT NULL UNIQUE -- their order on every screen
        CONSTRAINT "positions count from 1" CHECK (position >= 1),
    flag TEXT REFERENCES picture (slug)
) STRICT;

CREATE TABLE delegation_text (
    delegation TEXT NOT NULL REFERENCES delegation (slug),
    language TEXT NOT NULL REFERENCES language (code),
    name TEXT NOT NULL -- 'Belarus'
        CONSTRAINT "a delegation's name has 1 to 300 letters"
        CHECK (length(name) BETWEEN 1 AND 300),
    -- What is not known is NULL, and is not shown.
    official_name TEXT -- 'Republic of Belarus'
        CONSTRAINT "an official name has 1 to 300 letters"
        CHECK (length(official_name) BETWEEN 1 AND 300),
    parliament TEXT -- 'National Assembly of the Republic of Belarus'
        CONSTRAINT "a parliament's name has 1 to 300 letters"
        CHECK (length(parliament) BETWEEN 1 AND 300),
    representative TEXT -- 'Viktor Kogut'
        CONSTRAINT "a representative's name has 1 to 300 letters"
        CHECK (length(representative) BETWEEN 1 AND 300),
    role TEXT -- what else the representative is
        CONSTRAINT "a representative's role has 1 to 300 letters"
        CHECK (length(role) BETWEEN 1 AND 300),
    PRIMARY KEY (delegation, language)
) STRICT;

CREATE TABLE chamber (
    delegation TEXT NOT NULL REFERENCES delegation (slug),
    position INTEGER NOT NULL -- 1 for a delegation's first chamber
        CONSTRAINT "a delegation has at most 100 chambers" CHECK (position BETWEEN 1 AND 100),
    deputies INTEGER NOT NULL
        CONSTRAINT "a chamber sends 0 to 10000 deputies" CHECK (deputies BETWEEN 0 AND 10000),
    website TEXT -- 'house.gov.by', or with 'https://' in front; NULL where there is none
        CONSTRAINT "a website's address has 4 to 300 letters and no spaces"
        CHECK (length(website) BETWEEN 4 AND 300 AND website NOT GLOB '*[ ]*'),
    PRIMARY KEY (delegation, position)
) STRICT;

CREATE TABLE chamber_text (
    delegation TEXT NOT NULL,
    position INTEGER NOT NULL,
    language TEXT NOT NULL REFERENCES language (code),
    name TEXT NOT NULL -- 'House of Representatives'
        CONSTRAINT "a chamber's name has 1 to 300 letters" CHECK (length(name) BETWEEN 1 AND 300),
    PRIMARY KEY (delegation, position, language),
    FOREIGN KEY (delegation, position) REFERENCES chamber (delegation, position)
) STRICT;

-- ---- News ----

CREATE TABLE news (
    slug TEXT NOT NULL PRIMARY KEY
        CONSTRAINT "a news item's slug has 1 to 100 of a-z, 0-9 and -"
        CHECK (length(slug) BETWEEN 1 AND 100 AND slug NOT GLOB '*[^a-z0-9-]*'),
    -- '2022-06-03', as all dates here. ("+0 days" makes SQLite turn 30 February into 2 March.)
    date TEXT NOT NULL
        CONSTRAINT "a date is a day of the calendar, such as 2022-06-03"
        CHECK (date IS date(date, '+0 days') AND date >= '1000'),
    -- The first and the last day that it is shown; NULL where there is no bound. Where no item is
    -- current, the newest three stay.
    shown_from TEXT
        CONSTRAINT "the first day is a day of the calendar, such as 2022-06-03"
        CHECK (shown_from IS date(shown_from, '+0 days') AND shown_from >= '1000'),
    shown_until TEXT
        CONSTRAINT "the last day is a day of the calendar, such as 2022-06-03"
        CHECK (shown_until IS date(shown_until, '+0 days') AND shown_until >= '1000'),
    pinned INTEGER NOT NULL DEFAULT 0 -- 1: before all that are not
        CONSTRAINT "pinned is 0 or 1" CHECK (pinned IN (0, 1)),
    CONSTRAINT "the last day is not before the first" CHECK (shown_from <= shown_until)
) STRICT;

-- The order of the news, the pinned first, then the newest; read at start, without the texts.
CREATE INDEX news_order ON news (pinned DESC, date DESC, slug, shown_from, shown_until);

CREATE TABLE news_text (
    news TEXT NOT NULL REFERENCES news (slug),
    language TEXT NOT NULL REFERENCES language (code),
    title TEXT NOT NULL
        CONSTRAINT "a title has 1 to 500 letters" CHECK (length(title) BETWEEN 1 AND 500),
    summary TEXT -- shown in lists; NULL: the first paragraph is
        CONSTRAINT "a summary has 1 to 1000 letters" CHECK (length(summary) BETWEEN 1 AND 1000),
    -- Markdown: paragraphs, headings, lists, quotations, emphasis, links, and pictures as
    -- ![caption](slug of the picture).
    body TEXT NOT NULL
        CONSTRAINT "a body has at most 1 MB" CHECK (length(CAST(body AS BLOB)) <= 1000000),
    PRIMARY KEY (news, language)
) STRICT;

-- The delegations that a news item concerns, in the order in which they are shown with it.
CREATE TABLE news_delegation (
    news TEXT NOT NULL REFERENCES news (slug),
    position INTEGER NOT NULL
        CONSTRAINT "positions count from 1 to 1000" CHECK (position BETWEEN 1 AND 1000),
    delegation TEXT NOT NULL REFERENCES delegation (slug),
    PRIMARY KEY (news, position),
    UNIQUE (news, delegation)
) STRICT;

-- ---- Notices ----

-- A sentence or two that lie across the bottom of the idle loop and of home.
CREATE TABLE notice (
    slug TEXT NOT NULL PRIMARY KEY
        CONSTRAINT "a notice's slug has 1 to 100 of a-z, 0-9 and -"
        CHECK (length(slug) BETWEEN 1 AND 100 AND slug NOT GLOB '*[^a-z0-9-]*'),
    urgent INTEGER NOT NULL DEFAULT 0 -- 1: in a colour that calls, and before all that are calm
        CONSTRAINT "urgent is 0 or 1" CHECK (urgent IN (0, 1)),
    -- The first and the last day it is shown; NULL where there is no bound.
    shown_from TEXT
        CONSTRAINT "a notice's first day is a day of the calendar, such as 2022-06-03"
        CHECK (shown_from IS date(shown_from, '+0 days') AND shown_from >= '1000'),
    shown_until TEXT
        CONSTRAINT "a notice's last day is a day of the calendar, such as 2022-06-03"
        CHECK (shown_until IS date(shown_until, '+0 days') AND shown_until >= '1000'),
    CONSTRAINT "a notice's last day is not before the first" CHECK (shown_from <= shown_until)
) STRICT;

CREATE TABLE notice_text (
    notice TEXT NOT NULL REFERENCES notice (slug),
    language TEXT NOT NULL REFERENCES language (code),
    text TEXT NOT NULL
        CONSTRAINT "a notice has 1 to 300 letters" CHECK (length(text) BETWEEN 1 AND 300),
    PRIMARY KEY (notice, language)
) STRICT;

-- ---- The edition ----

-- Of which day the content is, which home says; a clock that is earlier is not believed. And a
-- digest of all of the above, written by `foyer build`: equal content has an equal digest. A
-- hand-made file may leave the table empty.
CREATE TABLE edition (
    id INTEGER NOT NULL PRIMARY KEY DEFAULT 1
        CONSTRAINT "there is one edition" CHECK (id = 1),
    day TEXT NOT NULL
        CONSTRAINT "the day of the content is a day of the calendar, such as 2022-06-03"
        CHECK (day IS date(day, '+0 days') AND day >= '1000'),
    digest TEXT NOT NULL
        CONSTRAINT "a digest has 16 of 0-9 and a-f"
        CHECK (length(digest) = 16 AND digest NOT GLOB '*[^0-9a-f]*')
) STRICT;
