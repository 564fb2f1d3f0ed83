namespace GevinstMonitor.Tests.Flow;

/// <summary>How the attendances of English emergency departments are read: a unit each trust, a month each figure, those who waited over four hours of all.</summary>
internal static class AttendanceRegister
{
    public const string Source = """
        id: nhs
        kind: csv
        file: data/ae_attendances.csv
        delimiter: ","
        decimal: "."
        """;

    public const string Indicator = """
        id: wait
        name: Ventet over fire timer
        source: nhs
        kind: ratio
        unit: percent
        better: lower
        period: month
        due: 10d
        schedule: "0 0 6 * * ?"
        columns: { period: period, unit: org_code, numerator: breaches, denominator: attendances }
        history: 36
        """;

    /// <summary>Where the source looks, in the town.</summary>
    public const string File = "config/data/ae_attendances.csv";
}
