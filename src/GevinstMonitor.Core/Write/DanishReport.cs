using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Write;

/// <summary>The benefit-realisation report in Danish.</summary>
public sealed partial class Danish
{
    public override string ReportTitle(string plan) => $"Gevinstrealiseringsrapport: {plan}";
    public override string ReportClosing(string installation, int version) =>
        $"Lavet af Gevinstmonitor for {installation}. Alt er bedømt efter planens version {version} og det, der var kendt på det nævnte tidspunkt. Beløb er før omkostninger, hvor andet ikke står.";
    public override string NoForecast(bool noMilestone, int fewest) => noMilestone ? "ingen milepæl forude" : $"for få tal: {fewest} skal der til";
    public override string Between(string lower, string upper) => $"{lower} til {upper}";
    public override string SinceDay(string day) => $"siden {day}";
    public override string AmberBeyond(string amber, string red) => $"gul ud over {amber}, rød ud over {red}";
    public override string OpenSince(string period) => $"åben; har afveget siden {period}";
    public override string ClosedOn(string day) => $"lukket {day}";
    public override string NotDone(int daysLate) => daysLate == 0 ? "nej" : $"nej, {Late(daysLate)}";

    public override string Name(Standing standing) => standing switch
    {
        Standing.OnTrack => "På målkurven",
        Standing.Amber => "Gul",
        Standing.Red => "Rød",
        Standing.NotYetDue => "Ikke ventet endnu",
        Standing.Late => "Forsinket",
        Standing.NothingReturned => "Tomt svar",
        Standing.MissingUnit => "Mangler",
        Standing.NotANumber => "Ikke et tal",
        Standing.Suppressed => "Skjult",
        Standing.Held => "Tilbageholdt",
        _ => "Kilden kan ikke læses",
    };

    public override string Name(Outlook outlook) => outlook switch { Outlook.Will => "når den", Outlook.May => "kan nå den", _ => "når den ikke" };

    public override string Name(Corner corner) => corner switch
    {
        Corner.InBalance => "I balance: budget og forandring følges ad",
        Corner.Neither => "Hverken budget eller forandring endnu",
        _ => Imbalance(corner),
    };

    public override string Name(Decision decision) => decision switch
    {
        Decision.Released => "Frigivet: tallet tæller",
        Decision.Rejected => "Afvist: tallet tæller ikke",
        _ => "Anfægtet: tallet holdes tilbage",
    };

    public override string Label(ReportLabel label) => label switch
    {
        ReportLabel.Title => "Gevinstrealiseringsrapport",
        ReportLabel.AsOf => "Opgjort pr.",
        ReportLabel.Version => "Version",
        ReportLabel.Programme => "Program",
        ReportLabel.Goal => "Formål",
        ReportLabel.Technology => "Teknologi",
        ReportLabel.Controller => "Gevinstcontroller",
        ReportLabel.Group => "Rapporterer til",
        ReportLabel.Money => "Sikkerhed på beløb",
        ReportLabel.Contents => "Indhold",
        ReportLabel.Benefits => "Sådan står gevinsterne",
        ReportLabel.Benefit => "Gevinst",
        ReportLabel.Type => "Type",
        ReportLabel.Unit => "Enhed",
        ReportLabel.Owner => "Ansvarlig",
        ReportLabel.Standing => "Status",
        ReportLabel.Verdict => "Vurdering",
        ReportLabel.Forecast => "Udsigt til næste milepæl",
        ReportLabel.Outlook => "Med den nuværende udvikling",
        ReportLabel.Projected => "Forventet til den tid",
        ReportLabel.Interval => "Fire gange af fem mellem",
        ReportLabel.Years => "Plan og realiseret, år for år",
        ReportLabel.Year => "År",
        ReportLabel.Promised => "Lovet",
        ReportLabel.Measured => "Målt",
        ReportLabel.PromisedKroner => "Lovet værdi indtil nu",
        ReportLabel.RealisedKroner => "Realiseret værdi",
        ReportLabel.NotKnownPeriods => "Perioder, der ikke er kendt",
        ReportLabel.PlanYears => "Hele planen mod den godkendte business case",
        ReportLabel.BusinessCase => "Business case, netto",
        ReportLabel.Pool => "Investeringspulje",
        ReportLabel.Borrowed => "Lånt",
        ReportLabel.DueByNow => "Skal være betalt tilbage nu",
        ReportLabel.RealisedToDate => "Realiseret til dato",
        ReportLabel.Deviations => "Afvigelser",
        ReportLabel.Moment => "Tidspunkt",
        ReportLabel.Happened => "Hvad der skete",
        ReportLabel.Kroner => "Tabt ved årets udgang, hvis intet ændrer sig",
        ReportLabel.Explanation => "Forklaring",
        ReportLabel.Answers => "Svar",
        ReportLabel.NoAnswers => "Ingen har svaret.",
        ReportLabel.NoDeviations => "Der har ingen afvigelser været.",
        ReportLabel.Decisions => "Beslutninger om tal",
        ReportLabel.Figure => "Tal nr.",
        ReportLabel.Decision => "Beslutning",
        ReportLabel.By => "Af",
        ReportLabel.Note => "Begrundelse",
        ReportLabel.NoDecisions => "Ingen tal er frigivet, afvist eller anfægtet.",
        ReportLabel.Targets => "Målenes historie",
        ReportLabel.Original => "Oprindeligt",
        ReportLabel.LatestApproved => "Senest godkendt",
        ReportLabel.Current => "Gældende",
        ReportLabel.Tolerance => "Tolerance",
        ReportLabel.Versions => "Planens versioner",
        ReportLabel.Less => "Lover mindre end versionen før",
        ReportLabel.NoneApproved => "ingen endnu",
        ReportLabel.NotInVersion => "ikke i den version",
        ReportLabel.Balance => "Balance mellem budget og forandring",
        ReportLabel.NoBalance => "Planen har ikke både værdier og forandringer, der kan holdes op mod hinanden.",
        ReportLabel.Effect => "Målt af det, der er lovet indtil nu",
        ReportLabel.Changes => "Forandringer",
        ReportLabel.Due => "Senest",
        ReportLabel.Done => "Gennemført",
        ReportLabel.NotKnown => "Det, der ikke er kendt",
        ReportLabel.NothingNotKnown => "Alle tal, der skulle være kommet, er kendt.",
        ReportLabel.Evidence => "Bilag: hvad det bygger på",
        ReportLabel.Questions => "Hvad kilderne er spurgt om",
        ReportLabel.Question => "Forespørgsel",
        ReportLabel.Hash => "Fingeraftryk (SHA-256)",
        ReportLabel.Readings => "Seneste aflæsninger",
        ReportLabel.Outcome => "Udfald",
        ReportLabel.Rows => "Rækker",
        ReportLabel.NewFigures => "Nye tal",
        ReportLabel.NeverRead => "Aldrig aflæst.",
        ReportLabel.Figures => "Hvert tal, og hvornår det er læst",
        ReportLabel.ReadAt => "Læst",
        ReportLabel.Told => "Hvem der fik hvad at vide hvornår",
        ReportLabel.Post => "Post",
        ReportLabel.Letter => "Brev",
        ReportLabel.Sent => "Sendt",
        ReportLabel.NotSent => "ikke sendt",
        ReportLabel.NoLetters => "Der er ikke sendt breve om planen.",
        ReportLabel.Operations => "Drift",
        _ => throw new ArgumentOutOfRangeException(nameof(label), label, null),
    };
}
