//! The options of `dateline knowledge`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

const SHOW_AFTER_HELP: &str = "\
NAME may be a place, a person or a surname, an organisation, a country, or an office with --of.
Small and capital letters, marks and hyphens do not matter. Each day in the answer is as exact as the
tables know it: 1999, 1999-05 or 1999-05-01. An office that nobody is known to have left is
answered up to the day on which the tables were reviewed, and as unknown after it.

Examples:
  dateline knowledge show Georgia
  dateline knowledge show Georgia --of US
  dateline knowledge show Stalingrad --on 1950-01-01
  dateline knowledge show president --of France --on 2010-05-01
  dateline knowledge show NATO --on 1985-01-01 --json | jq '.memberships[].country'

Exit codes:
  0 something is known, 1 nothing is known under this name, 2 wrong command line, 3 a file is
  missing or not what it should be, 5 output not written";

const ADD_AFTER_HELP: &str = "\
Kinds and their fields (* must be given; lists are parted by |; days may be cut: 1999, 1999-05):
  place         names* feature* latitude* longitude* box countries years note
  alias         forms* kind* place* country feature first last
  tenure        office* of* names* start* end
  person        names* country* role sector first last title
  organisation  names* kind* country* sector sector2 title first last seat

  countries of places, aliases and tenures are ISO 3166-1 alpha-2 codes (NO), those of persons and
  organisations alpha-3 (NOR). box is south,west,north,east. An end of >2026-01-22 means: still so on
  that day, end unknown.

The file is plain text: the kind, then the columns of that kind, parted by tabs. A row without its
first column is a row of the table of the same columns in Dateline's own data. `knowledge show
--own FILE` shows the rows first; `knowledge build --own FILE` compiles places and aliases into
a table for `read --places`. The other kinds are for show.

Examples:
  dateline knowledge add place names='Drumhaven|Drum Haven' feature=PPL latitude=60.3 longitude=10.3 countries=NO
  dateline knowledge add alias forms=Drummers kind=demonym place=Drumhaven country=NO
  dateline knowledge add tenure office=mayor of=NO names='Ana Silva' start=2024-01 end='>2026-05'

Exit codes:
  0 added, 2 the row is not right, 3 FILE is there and holds something else, 5 FILE not written";

const BUILD_AFTER_HELP: &str = "\
The new table holds everything that the one inside this program holds, with its countries, regions,
nicknames and boxes; the dump adds its places to it. Where both have a place, by GeoNames' number or
by name, kind and nearness, it stays one: it takes population and point from the dump and the names
of both. So nothing is needed but this program and the files from GeoNames.

  --geonames    allCountries.zip, or the file of one country, as GeoNames exports it: 19 columns
  --alternates  alternateNamesV2.zip: says which names are usual in English, former or short. With
                it, the column of other names in the dump is left out
  --own         files made by `knowledge add`; places and aliases go into the table

Files may be packed (.zip, .gz) or plain. They are read twice. 13 million places take some minutes, less
than 4 GB of memory, and as much free room beside FILE.places as the table takes, once more.

Examples:
  dateline knowledge build --geonames allCountries.zip -o world.places
  dateline knowledge build --own knowledge.tsv -o mine.places
  dateline read crawl/ --places world.places -o records.jsonl

Exit codes:
  0 built, 2 wrong command line, 3 a file is missing, or a line of it is no row (the message has its
  number), 5 table not written, 130 stopped by Ctrl-C; an unfinished table is never left behind";

/// What to do with the knowledge.
#[derive(Debug, Subcommand)]
pub enum Knowledge {
    /// What is known under a name: places, people and their offices, organisations, memberships
    #[command(after_help = SHOW_AFTER_HELP, max_term_width = 120)]
    Show(ShowOptions),
    /// Check a row of your own and put it into a file
    #[command(after_help = ADD_AFTER_HELP, max_term_width = 120)]
    Add(AddOptions),
    /// Make a table of places from a dump of GeoNames and rows of your own
    #[command(after_help = BUILD_AFTER_HELP, max_term_width = 120)]
    Build(BuildOptions),
}

/// The options of `dateline knowledge show`.
#[derive(Debug, Args)]
pub struct ShowOptions {
    /// A name
    #[arg(required = true, value_name = "NAME")]
    pub name: Vec<String>,

    /// Only what was so on this day
    #[arg(long, value_name = "DAY")]
    pub on: Option<String>,

    /// Only what belongs to this country, by code or name, or to this body
    #[arg(long, value_name = "COUNTRY")]
    pub of: Option<String>,

    /// Rows of your own, shown first
    #[arg(long, value_name = "FILE")]
    pub own: Vec<PathBuf>,

    /// A table of places made by `knowledge build`, in place of the one inside the program
    #[arg(long, value_name = "FILE")]
    pub places: Option<PathBuf>,

    /// As JSON, with everything
    #[arg(long)]
    pub json: bool,

    /// All rows, not only the first of each kind
    #[arg(long)]
    pub all: bool,
}

/// The options of `dateline knowledge add`.
#[derive(Debug, Args)]
pub struct AddOptions {
    /// What it is
    #[arg(value_enum, value_name = "KIND")]
    pub kind: Kind,

    /// Its fields
    #[arg(value_name = "FIELD=VALUE", required = true)]
    pub fields: Vec<String>,

    /// The file; it is made if it is not there
    #[arg(long, value_name = "FILE", default_value = "knowledge.tsv")]
    pub to: PathBuf,
}

/// The kinds of rows of one's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// A place
    Place,
    /// Another word for a place
    Alias,
    /// Somebody's time in an office
    Tenure,
    /// A person and a role
    Person,
    /// An organisation
    Organisation,
}

/// The options of `dateline knowledge build`.
#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("tables").required(true).multiple(true)))]
pub struct BuildOptions {
    /// GeoNames' dump of places
    #[arg(long, value_name = "FILE", group = "tables")]
    pub geonames: Option<PathBuf>,

    /// GeoNames' table of other names
    #[arg(long, value_name = "FILE", group = "tables")]
    pub alternates: Option<PathBuf>,

    /// Rows of your own
    #[arg(long, value_name = "FILE", group = "tables")]
    pub own: Vec<PathBuf>,

    /// The table, by custom with the ending .places
    #[arg(short, long, value_name = "FILE", required = true)]
    pub output: PathBuf,

    /// No progress bar
    #[arg(short, long)]
    pub quiet: bool,
}
