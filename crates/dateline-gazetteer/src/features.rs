//! Feature codes, as GeoNames has them, by their number in the compiled table.

/// The codes that the tables use; an unknown one is `OTHER`.
pub const CODES: &[&str] = &[
    "OTHER", "PCLI", "PCLD", "TERR", "ADM1", "ADM2", "ADM3", "ADM4", "ADMD", "PPLC", "PPLA", "PPLA2",
    "PPLA3", "PPLA4", "PPLA5", "PPLG", "PPL", "PPLX", "PPLL", "PPLF", "PPLS", "PPLQ", "PPLH", "PPLW", "PPLR",
    "PPLCH", "STLMT", "CONT", "RGN", "RGNH", "RGNE", "AREA", "ZN", "OCN", "SEA", "GULF", "BAY", "STRT",
    "CHN", "CNL", "SD", "FJD", "LGN", "INLT", "RF", "STM", "LK", "RSV", "FLLS", "ISL", "ISLS", "ATOL",
    "CAPE", "PEN", "MT", "MTS", "PASS", "VAL", "PLN", "PLAT", "DSRT", "FRST", "PRK", "RESN", "RESV", "RESW",
    "CST", "DLTA", "ISTH", "BSN", "DPR", "WTLD", "TUND", "HLLS", "HLL", "VLC", "GLCR", "CNYN", "DAM", "PS",
    "PSN", "PSH", "AIRP", "AIRB", "AIRF", "NVB", "INSM", "MILB", "PRT", "HBR", "OILF", "GASF", "OILR", "MN",
    "BDG", "TNL", "RD", "RR", "BDRY", "PSTB", "CMPRF", "CMP", "MNMT", "HSTS", "ANS", "PAL", "CSTL", "GOVL",
    "BLDG", "PRN", "HSP", "UNIV", "SCH", "CH", "MSQE", "TMPL", "SYG", "MSTY", "STDM", "SQR", "ST", "MUS",
    "RSRT", "PRKGT", "AMUS", "FCL", "SHRN", "TOWR", "CTRS", "OBS", "RSTN", "MKT", "CTRCM", "BCH", "SHOL",
    "BNK", "RVN", "MESA", "PPLEXT", "DIP", "HTL", "THTR", "OPRA", "RECG", "ZOO", "GDN", "CMTY", "ASTR",
    "LAUNCH", "SPCP", "RKT", "PIER", "LOCK", "PPQ",
];

/// The number of a code.
pub fn number(code: &str) -> u8 {
    CODES.iter().position(|known| *known == code).map_or(0, |at| at as u8)
}

/// The code of a number.
pub fn code(number: u8) -> &'static str {
    CODES.get(usize::from(number)).copied().unwrap_or("OTHER")
}
